import Postgres

/// How single reads share connections.
///
/// A lane is a read-only session that all callers of `Database.read` use at once: their statements travel together, in
/// batches, and cost the server and the client a fraction of what each would cost on a connection of its own. Lanes
/// are connections beside those of the pool: a server sees up to `maximum` more of them.
///
/// ```swift
/// var lanes = LaneConfiguration()
/// lanes.maximum = 4
/// let configuration = try DatabaseConfiguration(url: url, lanes: lanes)
/// let behindPgBouncer = try DatabaseConfiguration(url: url, lanes: .off)
/// ```
public struct LaneConfiguration: Sendable, Equatable {
    /// No lanes: for PgBouncer in transaction mode, where a session isn't one.
    public static let off = LaneConfiguration(maximum: 0)

    /// The most lanes; 0 for none. 0 to 64. The first is opened at the first read, a further one when full batches
    /// wait on all of them. By default as many as the client has cores, 2 at least and 8 at most; none when statements
    /// aren't prepared (`ConnectionConfiguration.preparesStatements`).
    public var maximum: Int
    /// A statement whose mean time is above this is executed on leased connections, so that others don't wait behind
    /// it. 100 µs to 1 s; 5 ms by default, about a hundred point reads.
    public var slowStatement: Duration = .milliseconds(5)
    /// A statement whose result is larger is executed on leased connections from then on. 1 KiB to 64 MiB; 1 MiB by
    /// default.
    public var resultBytes = 1 << 20
    /// A read whose values take more bytes is executed on a leased connection. 1 KiB to 1 MiB; 64 KiB by default.
    public var valueBytes = 64 << 10

    /// The usual settings.
    public init() { maximum = min(max(PoolConfiguration.cores, 2), 8) }

    /// The usual settings, with another number of lanes.
    public init(maximum: Int) { self.maximum = maximum }

    /// Checks every figure.
    ///
    /// - Throws: `.invalidConfiguration`, naming the key, its value and the range allowed.
    public func validate() throws(PostgresError) {
        var check = RangeCheck()
        check("maximum", maximum, in: 0...64)
        check("slowStatement", slowStatement, in: .microseconds(100) ... .seconds(1))
        check("resultBytes", resultBytes, in: 1024...(64 << 20))
        check("valueBytes", valueBytes, in: 1024...(1 << 20))
        guard check.failures.isEmpty else {
            throw PostgresError(
                code: .invalidConfiguration,
                message: "The lanes can't be configured like this: \(check.failures.joined(separator: "; ")).")
        }
    }

    var limits: LaneLimits {
        var limits = LaneLimits()
        limits.slowStatement = slowStatement
        limits.resultBytes = resultBytes
        return limits
    }
}
