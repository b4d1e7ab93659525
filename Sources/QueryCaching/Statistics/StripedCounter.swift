import Postgres
import PostgresDatabase
import Synchronization

/// Counts what many threads do at once, in places that they share as little as possible.
final class StripedCounter: Sendable {
    private final class Stripe: Sendable {
        let count = Atomic<Int>(0)
        // The next object is on another cache line, of 64 bytes.
        private let padding = (0, 0, 0, 0, 0, 0)
    }

    private let stripes: [Stripe] = (0..<8).map { _ in Stripe() }

    var total: Int { stripes.reduce(0) { $0 + $1.count.load(ordering: .relaxed) } }

    /// - Returns: how often this thread's place has been counted up.
    @discardableResult
    func add() -> Int {
        stripes[ThreadNumber.current & 7].count.add(1, ordering: .relaxed).newValue
    }
}
