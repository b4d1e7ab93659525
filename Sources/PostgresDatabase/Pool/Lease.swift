import Postgres

/// A borrowed connection.
struct Lease: Sendable {
    let connection: Connection
    let key: LeaseKey
    /// Since when it is held.
    let since: MonotonicInstant
}

/// The leases that the current task holds, and those of the tasks that it works for: known through a task-local, so
/// that a second acquire in the same call is recognised however deep it is.
final class HeldLeases: Sendable {
    @TaskLocal static var current: HeldLeases?

    private let pool: ObjectIdentifier
    private let key: LeaseKey
    private let outer: HeldLeases?

    init(_ lease: Lease, of pool: ConnectionPool) {
        self.pool = ObjectIdentifier(pool)
        key = lease.key
        outer = Self.current
    }

    static func keys(of pool: ConnectionPool) -> [LeaseKey] {
        var keys: [LeaseKey] = []
        var next = current
        while let held = next {
            if held.pool == ObjectIdentifier(pool) { keys.append(held.key) }
            next = held.outer
        }
        return keys
    }
}
