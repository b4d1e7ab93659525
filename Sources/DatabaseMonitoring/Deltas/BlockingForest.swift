/// Makes trees of who waits for whom. At the roots are those who hold something and wait for nobody.
///
/// PostgreSQL names everybody who is ahead of a session in the line for a lock. Each session stands once, below the one of
/// them that holds the lock, or else has been waiting for longest; one that waits in a circle is the root of its circle.
/// Linear in the number of waits, of which the sample has 200 at most.
struct BlockingForest {
    private let sessions: [Int: SessionRow]
    private let waits: [Int: LockWait]
    private var waiters: [Int: [Int]] = [:]
    private var cycles: Set<Int> = []

    init(waits: [LockWait], sessions: [SessionRow]) {
        self.sessions = Dictionary(sessions.map { ($0.pid, $0) }) { first, _ in first }
        self.waits = Dictionary(waits.filter { !$0.blockedBy.isEmpty }.map { ($0.pid, $0) }) { one, _ in one }
        let blockers = self.waits.mapValues { blocker(of: $0) }
        for pid in self.waits.keys.sorted() {
            guard let blocker = blockers[pid] else { continue }
            if isFirstOfCircle(pid, blockers) { cycles.insert(pid) } else { waiters[blocker, default: []].append(pid) }
        }
        for (blocker, pids) in waiters {
            waiters[blocker] = pids.sorted { (waited($1), $0) < (waited($0), $1) }
        }
    }

    func trees() -> [BlockingNode] {
        let free = waiters.keys.filter { waits[$0] == nil }
        return (free + cycles).map { node($0, isRoot: true) }
            .sorted { ($1.longestWait, $0.session.pid) < ($0.longestWait, $1.session.pid) }
    }

    private func waited(_ pid: Int) -> Double { waits[pid]?.waited ?? .infinity }

    /// Who holds what it waits for waits for nobody, and so for infinitely long.
    private func blocker(of wait: LockWait) -> Int {
        wait.blockedBy.min { (waited($1), $0) < (waited($0), $1) } ?? wait.pid
    }

    /// Of each circle the one with the least number stands at the root.
    private func isFirstOfCircle(_ pid: Int, _ blockers: [Int: Int]) -> Bool {
        var (at, steps) = (blockers[pid], 0)
        while let current = at, steps <= blockers.count {
            if current == pid { return true }
            // In a circle with one of a lesser number, or below one: not the first.
            if current < pid, isInCircle(current, blockers) { return false }
            (at, steps) = (blockers[current], steps + 1)
        }
        return false
    }

    private func isInCircle(_ pid: Int, _ blockers: [Int: Int]) -> Bool {
        var (at, steps) = (blockers[pid], 0)
        while let current = at, steps <= blockers.count {
            if current == pid { return true }
            (at, steps) = (blockers[current], steps + 1)
        }
        return false
    }

    private func node(_ pid: Int, isRoot: Bool = false) -> BlockingNode {
        let wait = isRoot ? nil : waits[pid]
        return BlockingNode(
            session: sessions[pid] ?? Self.unseen(pid), lock: wait?.lock, waited: wait?.waited,
            blocked: (waiters[pid] ?? []).map { node($0) }, isCycle: isRoot && cycles.contains(pid))
    }

    /// PostgreSQL names a transaction that was prepared for two-phase commit by 0.
    private static func unseen(_ pid: Int) -> SessionRow {
        SessionRow(
            pid: pid, application: "", state: pid == 0 ? "prepared transaction" : "ended",
            query: pid == 0 ? "See pg_prepared_xacts; COMMIT PREPARED or ROLLBACK PREPARED ends it." : "")
    }
}
