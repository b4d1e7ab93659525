extension StatementRow {
    init(_ change: StatementDeltas.Change, elapsed: Double, _ text: StatementTexts.Entry?) {
        self.init(
            id: change.key.text, queryIdentifier: change.key.query, text: text?.text ?? "", user: text?.user,
            calls: Double(change.calls) / elapsed, time: change.time / elapsed, rows: Double(change.rows) / elapsed,
            blocksHit: Double(change.blocksHit) / elapsed, blocksRead: Double(change.blocksRead) / elapsed,
            meanTime: change.time / Double(change.calls), totalCalls: change.now.calls, totalTime: change.now.time)
    }
}
