/// Makes trees of who waits for whom. At the roots are those who hold something and wait for nobody.
///
/// A session that waits for several stands below each of them; one that waits in a circle is the root of its circle,
/// once. Linear in the size of the result, which is at most ``mostNodes``.
struct BlockingForest {
    static let mostNodes = 200

    private let sessions: [Int: SessionRow]
    private let waits: [Int: LockWait]
    private var waiters: [Int: [Int]] = [:]
    private var left = BlockingForest.mostNodes

    init(waits: [LockWait], sessions: [SessionRow]) {
        self.sessions = Dictionary(sessions.map { ($0.pid, $0) }) { first, _ in first }
        self.waits = Dictionary(waits.map { ($0.pid, $0) }) { one, other in
            // A session that leads a group waits once; of several rows the one with blockers tells more.
            one.blockedBy.isEmpty ? other : one
        }
        for wait in self.waits.values.sorted(by: { ($1.waited, $0.pid) < ($0.waited, $1.pid) }) {
            for blocker in Set(wait.blockedBy) { waiters[blocker, default: []].append(wait.pid) }
        }
    }

    mutating func trees() -> [BlockingNode] {
        var reached: Set<Int> = []
        var trees: [BlockingNode] = []
        let free = waiters.keys.filter { waits[$0]?.blockedBy.isEmpty ?? true }.sorted()
        for root in free { trees.append(node(root, above: [], &reached)) }
        // What is left waits in circles.
        for pid in waiters.keys.sorted() where !reached.contains(pid) {
            var tree = node(pid, above: [], &reached)
            tree.isCycle = true
            trees.append(tree)
        }
        return trees.sorted { ($1.longestWait, $0.session.pid) < ($0.longestWait, $1.session.pid) }
    }

    private mutating func node(_ pid: Int, above: Set<Int>, _ reached: inout Set<Int>) -> BlockingNode {
        reached.insert(pid)
        left -= 1
        let session = sessions[pid] ?? SessionRow(pid: pid, application: "", state: "ended", query: "")
        let wait = above.isEmpty ? nil : waits[pid]
        var node = BlockingNode(session: session, lock: wait?.lock, waited: wait?.waited)
        let path = above.union([pid])
        for waiter in waiters[pid] ?? [] where left > 0 {
            if path.contains(waiter) {
                node.isCycle = true
            } else {
                node.blocked.append(self.node(waiter, above: path, &reached))
            }
        }
        return node
    }
}
