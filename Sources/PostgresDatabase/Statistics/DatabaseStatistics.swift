/// What a database is doing, and what it has done so far.
///
/// ```swift
/// print(database.statistics)
/// // Pool: 3 leased, 5 idle, 0 connecting, 0 waiting of 50+20; 8120 leases, 12 had to wait, 0 timed out
/// // Lanes: 2 of 2 open, 31 reads under way; 902114 reads in 21034 batches (42.9 each), 4 sent again, 0 rerouted
/// // Statements by total time:
/// //   12.4 s  4100 calls  0 errors  3.024 ms each  18.1 ms longest  SELECT id, starts_at FROM appointments WHERE …
/// ```
///
/// The pool's figures, and which lanes there are, belong to one instant; the counts of each lane belong together and
/// are read right after. Taking it costs tens of microseconds and holds nobody up.
public struct DatabaseStatistics: Sendable, Equatable {
    public var pool: PoolStatistics
    /// All zero when lanes are off.
    public var lanes: LaneStatistics
    /// The statements that have taken most time in all, at most 20 of them, the most costly first. Of the 1,024 texts
    /// that are remembered: one that isn't executed for long is forgotten with its figures.
    public var statements: [StatementStatistics]
}

extension DatabaseStatistics: CustomStringConvertible {
    public var description: String {
        var lines = ["Pool: \(pool)", "Lanes: \(lanes)"]
        if !statements.isEmpty { lines.append("Statements by total time:") }
        return (lines + statements.map { "  \($0)" }).joined(separator: "\n")
    }
}

extension Database {
    /// What the database is doing, and what it has done so far.
    public var statistics: DatabaseStatistics {
        let (lanes, pool) = figures
        return DatabaseStatistics(pool: pool, lanes: lanes, statements: statements.mostCostly(20))
    }

    /// Without the statements, whose order takes longer to find.
    var figures: (lanes: LaneStatistics, pool: PoolStatistics) {
        lanes?.statistics(with: { pool.statistics }) ?? (LaneStatistics(), pool.statistics)
    }
}
