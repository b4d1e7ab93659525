import DatabaseMonitoring

/// What sessions do, the oldest transactions first.
struct TopSessions: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    private static let columns: [TextTable.Column] = [
        .init("pid"), .init("program", .left, widest: 20, rank: 1), .init("user", .left, widest: 16, rank: 4),
        .init("state", .left, widest: 22), .init("waits for", .left, widest: 22, rank: 2),
        .init("transaction"), .init("statement", rank: 3), .init("text", .left),
    ]

    /// - Parameter limit: lines, without the heading.
    func lines(limit: Int) -> [String] {
        let all = snapshot.sessions
        guard !all.isEmpty else { return ["Sessions: none does or holds anything", ""] }
        let shown = all.prefix(all.count > limit ? max(0, limit - 1) : limit)
        let rest = all.count - shown.count
        let table = TextTable(columns: Self.columns, rows: shown.map(row))
        return ["Sessions: \(all.count), the oldest transaction first"] + table.lines(width: width)
            + (rest > 0 ? ["  and \(rest) more: press 3"] : []) + [""]
    }

    private func row(_ session: SessionRow) -> [String] {
        [
            "\(session.pid)", session.application, session.user ?? "", session.state, session.wait ?? "",
            Figure.seconds(session.transactionAge), Figure.seconds(session.queryAge),
            DisplayText(squeezing: session.query, columns: width).text,
        ]
    }
}
