import Synchronization

/// What the tasks know of the rows that they wrote.
final class Ledger: Sendable {
    enum Outcome: Sendable { case written, notWritten, unknown }

    private let outcomes = Mutex<[Int: Outcome]>([:])
    private let last = Atomic(0)

    func newID() -> Int { last.add(1, ordering: .relaxed).newValue }

    func note(_ ids: [Int], _ outcome: Outcome) { outcomes.withLock { for id in ids { $0[id] = outcome } } }

    /// What is wrong with what is in the table.
    ///
    /// - Parameter counts: how often each row is there.
    func violations(_ counts: [Int: Int]) -> [String] {
        outcomes.withLock { outcomes in
            var found: [String] = []
            for (id, count) in counts where count > 1 { found.append("row \(id) was written \(count) times") }
            for id in counts.keys where outcomes[id] == nil { found.append("row \(id) was written by nobody") }
            for (id, outcome) in outcomes {
                let isThere = counts[id] != nil
                if outcome == .written, !isThere { found.append("row \(id) was reported written and isn't there") }
                if outcome == .notWritten, isThere { found.append("row \(id) was reported failed and is there") }
            }
            return found
        }
    }
}
