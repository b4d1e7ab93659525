/// A metric that a database reports, for whoever bootstraps swift-metrics: swift-metrics itself has neither units nor
/// buckets.
///
/// ```swift
/// for metric in DatabaseMetric.all { buckets[metric.name] = metric.buckets }
/// ```
///
/// Histograms in seconds are `Timer`s, other histograms are `Recorder`s, and sums that go up and down are `Meter`s.
public struct DatabaseMetric: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case histogram
        case counter
        case upDownCounter
    }

    public let name: String
    public let kind: Kind
    /// As UCUM writes it: `s`, `{row}`.
    public let unit: String
    /// What it says, in a sentence.
    public let help: String
    /// The upper bounds of a histogram's buckets, in its unit. Empty for other kinds.
    public let buckets: [Double]

    /// The bounds that the conventions give for `db.client.operation.duration`, in seconds.
    public static let durationBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
    /// The bounds that the conventions give for `db.client.response.returned_rows`.
    public static let rowBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

    /// Everything that a database reports.
    public static let all = [operationDuration, returnedRows] + connectionPool + lanes + [droppedMeasurements]

    public static let operationDuration = histogram(
        "db.client.operation.duration", "s",
        "How long statements took, from the call to the result.", durationBuckets)
    public static let returnedRows = histogram(
        "db.client.response.returned_rows", "{row}",
        "Rows that statements returned.", rowBuckets)

    // MARK: Pool

    static let connectionCount = gauge(
        "db.client.connection.count", "{connection}",
        "Connections of the pool, by state.")
    static let connectionMax = gauge(
        "db.client.connection.max", "{connection}",
        "The most connections that the pool may have.")
    static let connectionIdleMax = gauge(
        "db.client.connection.idle.max", "{connection}",
        "The most connections that stay open when nobody uses them.")
    static let connectionIdleMin = gauge(
        "db.client.connection.idle.min", "{connection}",
        "The fewest connections that are kept open.")
    static let pendingRequests = gauge(
        "db.client.connection.pending_requests", "{request}",
        "Callers that wait for a connection.")
    static let timeouts = counter(
        "db.client.connection.timeouts", "{timeout}",
        "Acquires that ran out of time.")
    static let createTime = histogram(
        "db.client.connection.create_time", "s",
        "How long it took to open connections.", durationBuckets)
    static let waitTime = histogram(
        "db.client.connection.wait_time", "s",
        "How long callers waited for a connection.", durationBuckets)
    static let useTime = histogram(
        "db.client.connection.use_time", "s",
        "How long connections were lent.", durationBuckets)

    public static let connectionPool = [
        connectionCount, connectionMax, connectionIdleMax, connectionIdleMin, pendingRequests, timeouts, createTime,
        waitTime, useTime,
    ]

    // MARK: Lanes. The conventions know nothing of the kind.

    /// Lanes that are open.
    static let laneCount = gauge(
        "bookedbarber.db.lane.count", "{connection}",
        "Lanes that are open.")
    /// Reads that wait on lanes or are under way.
    static let laneDepth = gauge(
        "bookedbarber.db.lane.depth", "{request}",
        "Reads that wait on lanes or are under way.")
    /// Reads that went out together.
    static let laneBatchSize = histogram(
        "bookedbarber.db.lane.batch.size", "{request}",
        "Reads that went out together.", [1, 2, 4, 8, 16, 32, 64])
    /// Reads that went out again since an error of another one had aborted them.
    static let laneResends = counter(
        "bookedbarber.db.lane.resends", "{request}",
        "Reads that went out again since an error of another one had aborted them.")
    /// How long the first read of each batch had waited until it went out.
    static let laneQueueTime = histogram(
        "bookedbarber.db.lane.queue.time", "s",
        "How long the first read of each batch had waited until it went out.",
        [0.00001, 0.0001, 0.0005] + durationBuckets)

    public static let lanes = [laneCount, laneDepth, laneBatchSize, laneResends, laneQueueTime]

    /// Measurements that were lost because more came than were handed over.
    static let droppedMeasurements = counter(
        "bookedbarber.db.telemetry.dropped", "{measurement}",
        "Measurements that were lost because more came than were handed over.")

    private static func histogram(_ name: String, _ unit: String, _ help: String, _ buckets: [Double]) -> DatabaseMetric
    {
        DatabaseMetric(name: name, kind: .histogram, unit: unit, help: help, buckets: buckets)
    }

    private static func counter(_ name: String, _ unit: String, _ help: String) -> DatabaseMetric {
        DatabaseMetric(name: name, kind: .counter, unit: unit, help: help, buckets: [])
    }

    private static func gauge(_ name: String, _ unit: String, _ help: String) -> DatabaseMetric {
        DatabaseMetric(name: name, kind: .upDownCounter, unit: unit, help: help, buckets: [])
    }
}
