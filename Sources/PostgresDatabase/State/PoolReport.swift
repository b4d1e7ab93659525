import Postgres

/// What a pool looked like when an acquire failed: for the message of its error.
struct PoolReport: Sendable, Equatable {
    var size: Int
    var maxOverflow: Int
    var leased: Int
    var idle: Int
    var connecting: Int
    var waiting: Int
    /// The leases that are held longest, at most `PoolState.reportedLeases`.
    var oldest: [LeaseReport]
    var fault: ConnectFault?
}

/// A lease, how long it is held, and where it was taken.
struct LeaseReport: Sendable, Equatable {
    var lease: LeaseKey
    var age: Duration
    var site: CallSite
}

extension PoolState {
    static let reportedLeases = 3

    func report(at now: Instant) -> PoolReport {
        let oldest = slots.indices
            .filter { slots[$0].phase == .leased || slots[$0].phase == .validating }
            .map { leaseReport($0, at: now) }
            .sorted { $0.age > $1.age }
        return PoolReport(
            size: limits.size, maxOverflow: limits.maxOverflow, leased: counts.leased + counts.validating,
            idle: idle.count, connecting: counts.connecting, waiting: waiters.count,
            oldest: Array(oldest.prefix(Self.reportedLeases)), fault: outage.fault)
    }

    func leaseReport(_ index: Int, at now: Instant) -> LeaseReport {
        LeaseReport(
            lease: LeaseKey(slot: index, number: slots[index].lease), age: now - slots[index].since,
            site: slots[index].site)
    }
}
