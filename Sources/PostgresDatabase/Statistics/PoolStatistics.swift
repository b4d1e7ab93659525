/// A pool at one instant: all figures belong together.
public struct PoolStatistics: Sendable, Equatable {
    /// As configured.
    public var size: Int
    public var maxOverflow: Int

    /// Connections that somebody holds.
    public var leased: Int
    /// Connections that are ready.
    public var idle: Int
    /// Connections that are being opened.
    public var connecting: Int
    /// Connections that were returned in a transaction or with a changed session, which is being undone.
    public var cleaning: Int
    /// Connections that are being closed.
    public var closing: Int
    /// Callers that wait for a connection.
    public var waiting: Int
    /// Whether the server lets nobody in, and no connection is left.
    public var isUnavailable: Bool
    /// Why the last attempt to connect failed; nil after one that succeeded.
    public var lastConnectError: String?

    /// Since the pool was made: leases, and how many of them had to wait.
    public var leases: Int
    public var waits: Int
    /// Summed over all leases that have ended in a connection, or been returned.
    public var waitTime: Duration
    public var useTime: Duration
    /// Acquires that ended without a connection: after `acquireTimeout`, by cancellation, and at once.
    public var timeouts: Int
    public var cancellations: Int
    public var refusals: Int
    /// Connections opened and closed, and why: by age, or because they did not answer.
    public var opened: Int
    public var closed: Int
    public var recycled: Int
    public var connectFailures: Int
    public var validationFailures: Int

    /// All connections, those being opened and closed included.
    public var total: Int { leased + idle + connecting + cleaning + closing }
}

extension PoolStatistics: CustomStringConvertible {
    public var description: String {
        var text = """
            \(leased) leased, \(idle) idle, \(connecting) connecting, \(waiting) waiting of \(size)+\(maxOverflow); \
            \(leases) leases, \(waits) had to wait, \(timeouts) timed out
            """
        if let lastConnectError { text += "; last connect error: \(lastConnectError)" }
        return text
    }
}

extension PoolState {
    var statistics: PoolStatistics {
        PoolStatistics(
            size: limits.size, maxOverflow: limits.maxOverflow, leased: counts.leased + counts.validating,
            idle: idle.count, connecting: counts.connecting, cleaning: counts.cleaning, closing: counts.closing,
            waiting: waiters.count, isUnavailable: isUnreachable, lastConnectError: outage.fault?.message,
            leases: totals.acquired, waits: totals.waited, waitTime: .nanoseconds(totals.waitNanoseconds),
            useTime: .nanoseconds(totals.useNanoseconds),
            timeouts: totals.timedOut, cancellations: totals.cancelled, refusals: totals.refused,
            opened: totals.opened, closed: totals.closed, recycled: totals.recycled,
            connectFailures: totals.connectFailures, validationFailures: totals.validationFailures)
    }
}
