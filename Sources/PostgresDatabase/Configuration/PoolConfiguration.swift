import Postgres

/// How many connections a `Database` keeps, and how it lends them.
///
/// Connections are opened when they are needed, up to `size` of them, and stay. When all are lent, up to `maxOverflow`
/// more are opened for those who wait; these are closed again when they are returned and nobody waits.
///
/// More connections aren't faster: a server does the most work with about as many as it has cores and disks, and
/// falls to half of that with ten times as many. A large pool is for requests that spend their time elsewhere while
/// they hold a connection.
public struct PoolConfiguration: Sendable, Equatable {
    /// Connections that stay open. 1 to 10,000; 50 by default, the customary size for one server process of its own;
    /// all processes together must stay below the server's `max_connections`.
    public var size = 50
    /// Further connections for a rush. 0 to 10,000; 20 by default.
    public var maxOverflow = 20
    /// How long a caller waits for a connection before it gets `.acquireTimedOut`. 10 ms to 1 h; 30 s by default:
    /// longer than any burst that a server recovers from, shorter than what people wait for.
    public var acquireTimeout: Duration = .seconds(30)
    /// How long a connection is used before another one takes its place, so that servers behind one name share the
    /// load and nothing piles up in a server process. 1 s to 30 days; 1 h by default. Below a few minutes the time goes
    /// into connecting.
    public var recycle: Duration = .seconds(3600)
    /// The share of `recycle` by which lives differ at random, so that connections opened together don't end
    /// together. 0 to 0.5; 0.1 by default.
    public var recycleJitter = 0.1
    /// Whether a connection that was idle is asked whether it still answers before it is lent. On by default: the
    /// network or a failover can end a connection without a sign.
    public var prePing = true
    /// Connections that were used within this time are lent without being asked. 0 s to 1 h; 500 ms by default, so that
    /// a busy pool pays nothing.
    public var prePingBypass: Duration = .milliseconds(500)
    /// How long the answer may take before the connection is given up. 10 ms to 60 s; 1 s by default.
    public var prePingTimeout: Duration = .seconds(1)
    /// How many callers may wait; further ones get `.poolExhausted` at once. Those for whom a connection is being opened
    /// count as well. 1 to 1,000,000; 10,000 by default: a waiter costs about a kilobyte, and the last of so many would
    /// be served after its time anyway.
    public var maxWaiters = 10_000
    /// A lease that is held longer is logged, once, with where it was taken. 1 s to 1 day; 60 s by default.
    public var leaseWarning: Duration = .seconds(60)
    /// How many connections are opened at the same time, so that a burst doesn't stampede the server. 1 to 1,000. The
    /// default is the number of cores, at least 2.
    public var connectsAtOnce = max(2, Self.cores)

    public init() {}

    /// The usual settings, with another size.
    public init(size: Int, maxOverflow: Int = 20) {
        self.size = size
        self.maxOverflow = maxOverflow
    }

    /// Checks every figure.
    ///
    /// - Throws: `.invalidConfiguration`, naming the key, its value and the range allowed. Every key that is wrong is
    ///   named.
    public func validate() throws(PostgresError) {
        var check = RangeCheck()
        check("size", size, in: 1...10_000)
        check("maxOverflow", maxOverflow, in: 0...10_000)
        check("acquireTimeout", acquireTimeout, in: .milliseconds(10) ... .seconds(3600))
        check("recycle", recycle, in: .seconds(1) ... .seconds(30 * 86_400))
        check("recycleJitter", recycleJitter, in: 0...0.5)
        check("prePingBypass", prePingBypass, in: .zero ... .seconds(3600))
        check("prePingTimeout", prePingTimeout, in: .milliseconds(10) ... .seconds(60))
        check("maxWaiters", maxWaiters, in: 1...1_000_000)
        check("leaseWarning", leaseWarning, in: .seconds(1) ... .seconds(86_400))
        check("connectsAtOnce", connectsAtOnce, in: 1...1_000)
        guard check.failures.isEmpty else {
            throw PostgresError(
                code: .invalidConfiguration,
                message: "The pool can't be configured like this: \(check.failures.joined(separator: "; ")).")
        }
    }

    var limits: PoolLimits {
        PoolLimits(
            size: size, maxOverflow: maxOverflow, maxWaiters: maxWaiters, lifetime: recycle,
            lifetimeJitter: recycleJitter, prePingBypass: prePing ? prePingBypass : nil,
            prePingTimeout: prePingTimeout, leaseWarning: leaseWarning, connectsAtOnce: connectsAtOnce)
    }
}
