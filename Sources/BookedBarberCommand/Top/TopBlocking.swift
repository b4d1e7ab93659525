import DatabaseMonitoring

/// Who waits for whom, as a tree.
struct TopBlocking: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    /// Deeper ones are indented no further.
    private static let deepest = 8

    /// - Parameter limit: lines, without the heading.
    /// - Returns: nothing when nobody waits.
    func lines(limit: Int) -> [String] {
        guard !snapshot.blocking.isEmpty else { return [] }
        let waiting = snapshot.blocking.reduce(0) { $0 + $1.blockedCount }
        let longest = snapshot.blocking.reduce(0) { max($0, $1.longestWait) }
        let tree = snapshot.blocking.flatMap { lines($0, depth: 0) }
        let shown = tree.prefix(tree.count > limit ? max(0, limit - 1) : limit)
        let rest = tree.count - shown.count
        return [
            "Blocking: \(waiting) \(waiting == 1 ? "session waits" : "sessions wait"), the longest for \(Figure.seconds(longest))"
        ] + shown + (rest > 0 ? ["  and \(rest) more: press 3"] : []) + [""]
    }

    private func lines(_ node: BlockingNode, depth: Int) -> [String] {
        let session = node.session
        let indent = depth == 0 ? "" : String(repeating: "   ", count: min(depth, Self.deepest) - 1) + "└─ "
        let wait = node.lock.map { "waits \(Figure.seconds(node.waited)) for \($0)" }
        let state = wait ?? "\(session.state) \(Figure.seconds(session.stateAge))"
        let text = "\(indent)\(session.pid) \(session.application)  \(state)\(node.isCycle ? "  DEADLOCK" : "")  "
        return [text + DisplayText(squeezing: session.query, columns: max(0, width - DisplayText(text).columns)).text]
            + node.blocked.flatMap { lines($0, depth: depth + 1) }
    }
}
