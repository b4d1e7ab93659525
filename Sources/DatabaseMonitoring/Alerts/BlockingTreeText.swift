/// Who blocks whom, as indented text: the session that holds everybody up stands first.
///
/// ```
/// pid 41 billing, idle in transaction for 12 s, transaction for 14 s: UPDATE appointments SET …
///   pid 57 web waits 11 s for ShareLock on transactionid, …
/// ```
struct BlockingTreeText {
    /// More sessions, or deeper ones, are counted only.
    static let most = 12
    static let deepest = 6

    private var lines: [String] = []
    private var shown = 0

    /// The trees with the longest waits come first.
    static func evidence(_ trees: [BlockingNode]) -> Evidence? {
        guard !trees.isEmpty else { return nil }
        var text = BlockingTreeText()
        for tree in trees.sorted(by: { $0.longestWait > $1.longestWait }) { text.add(tree, depth: 0) }
        let all = trees.reduce(0) { $0 + 1 + $1.blockedCount }
        if all > text.shown { text.lines.append("and \(all - text.shown) more sessions") }
        return Evidence(title: "Blocking tree", text: text.lines.joined(separator: "\n"))
    }

    private mutating func add(_ node: BlockingNode, depth: Int) {
        guard shown < Self.most, depth < Self.deepest else { return }
        shown += 1
        lines.append(String(repeating: "  ", count: depth) + line(node))
        for blocked in node.blocked { add(blocked, depth: depth + 1) }
    }

    private func line(_ node: BlockingNode) -> String {
        let session = node.session
        guard let waited = node.waited else { return session.evidence + (node.isCycle ? " (a deadlock)" : "") }
        let lock = node.lock.map { " for \($0)" } ?? ""
        return "pid \(session.pid) \(session.application.oneLine(60)) waits \(AlertQuantity(waited, "s"))\(lock)"
            + (session.transactionAge.map { ", transaction for \(AlertQuantity($0, "s"))" } ?? "")
            + (node.isCycle ? " (a deadlock)" : "") + ": \(session.query.oneLine(240))"
    }
}
