/// The limits of the standard alert rules: ``AlertRule/standard(_:)``.
///
/// Defaults are what is in use elsewhere: by pgMonitor, the mixin of postgres_exporter, pgEdge, pganalyze.
/// ``validate()`` says which ranges are allowed.
public struct AlertThresholds: Sendable, Equatable {
    /// Client connections, of those that ordinary roles may have. 80 %; 10 to 99.
    public var connectionUsagePercent = 80.0
    /// A running statement, or the mean of a kind of statement between two samples. 1 s; 1 ms to 1 day.
    public var slowQuery = Duration.seconds(1)
    /// Of the pages asked for between two samples, the share found in shared buffers. 0.95; 0.1 to 0.999.
    public var cacheHitRatio = 0.95
    /// Statements of the database. 1,000 a second; 1 to 10 million.
    public var queriesPerSecond = 1000.0
    /// How long a session has been waiting for a lock. 100 ms; 1 ms to 1 hour.
    public var lockWait = Duration.milliseconds(100)
    /// 500 million transactions: vacuum begins to freeze by force at 200 million and has by then failed for long.
    /// 1 million to 2 billion.
    public var transactionIDAge = 500e6
    /// 1.2 billion; the server refuses writes at about 2.1 billion. More than ``transactionIDAge``, up to 2.1 billion.
    public var criticalTransactionIDAge = 1.2e9
    /// A session that does nothing inside a transaction. 5 minutes; 1 s to 1 day. Critical at three times that.
    public var idleInTransaction = Duration.seconds(5 * 60)
    /// How late a replica replays. 30 s; 1 s to 1 day.
    public var replicationLag = Duration.seconds(30)
    /// Write-ahead log that a replica has not replayed. 100 MB; 1 MB to 1 TB.
    public var replicationLagBytes = 100_000_000
    /// Write-ahead log kept for a replication slot. 1 GB; 16 MB to 10 TB. Critical at ten times that.
    public var retainedWALBytes = 1_000_000_000
    /// HTTP answers with a status of 500 or above, of all. 5 %; 0.1 to 99.
    public var errorRatePercent = 5.0
    /// Transactions rolled back, of all. 10 %; 0.1 to 99.
    public var rollbackPercent = 10.0
    /// How long callers have been waiting while every connection of the pool is leased. 10 s; 1 s to 10 minutes.
    public var poolExhausted = Duration.seconds(10)
    /// 10 % of the disk; 1 to 50.
    public var diskFreePercent = 10.0
    /// 5 % of the disk; 0.5 to less than ``diskFreePercent``.
    public var criticalDiskFreePercent = 5.0
    /// Of the requests to the query cache between two samples, the share that needed no load. 0.5; 0.01 to 0.99.
    public var queryCacheHitRatio = 0.5

    public init() {}
}
