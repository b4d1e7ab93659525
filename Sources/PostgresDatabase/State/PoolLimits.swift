/// The figures a pool keeps to.
struct PoolLimits: Sendable, Equatable {
    var size: Int
    var maxOverflow: Int
    var maxWaiters: Int
    var lifetime: Duration
    /// The share of `lifetime` by which lives differ at random, to either side.
    var lifetimeJitter: Double
    /// How long a connection may be idle before it is asked whether it still answers. Nil: never asked.
    var prePingBypass: Duration?
    var prePingTimeout: Duration
    /// How long undoing what a borrower left may take.
    var cleaningTimeout: Duration = .seconds(5)
    var leaseWarning: Duration
    var connectsAtOnce: Int
    /// How long the first in line waits before a connection above `size` is opened for it. Opening one takes about as
    /// long, and it would be closed again as soon as it is returned.
    var overflowPatience: Duration = .milliseconds(10)
    /// How long everything may stand still before a task that holds a connection is refused another one.
    var nestedPatience: Duration = .seconds(1)

    var capacity: Int { size + maxOverflow }
}
