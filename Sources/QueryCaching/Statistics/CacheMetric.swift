/// A metric that a cache reports, for whoever bootstraps swift-metrics: swift-metrics itself has neither units nor
/// buckets. OpenTelemetry's conventions have none for caches; these names are the project's own.
///
/// ```swift
/// for metric in CacheMetric.all { buckets[metric.name] = metric.buckets }
/// ```
///
/// Each has the dimension `cache.name`, the name of the kind of data, where it is about one kind. Histograms in seconds
/// are `Timer`s, gauges are `Meter`s.
public struct CacheMetric: Sendable, Hashable {
    public enum Instrument: Sendable, Hashable {
        case histogram
        case counter
        case gauge
    }

    public let name: String
    public let instrument: Instrument
    /// As UCUM writes it: `s`, `{request}`, `By`.
    public let unit: String
    /// What it says, in a sentence.
    public let help: String
    /// The upper bounds of a histogram's buckets, in its unit. Empty for others.
    public let buckets: [Double]

    public static let all = [
        requests, loadDuration, loadFailures, age, earlyRefreshes, undecodable, entries, size, evictions, invalidations,
        outboxRows, pushDelay, redisFailures, redisState,
    ]

    /// By `cache.level` (`l1` memory, `l2` Redis) and `cache.result` (`hit`, `miss`, `stale`, `negative`). A miss in
    /// memory is followed by a hit or a miss in Redis, if the kind is kept there.
    public static let requests = counter(
        "bookedbarber.cache.requests", "{request}",
        "Requests, by level and result.")
    public static let loadDuration = histogram(
        "bookedbarber.cache.load.duration",
        "How long loads took that gave a value.", [0.0005] + seconds)
    public static let loadFailures = counter(
        "bookedbarber.cache.load.failures", "{load}",
        "Loads that failed.")
    /// How old values were when they were served; of those from memory one in 16 is looked at.
    public static let age = histogram(
        "bookedbarber.cache.age",
        "How old values were when they were served.", [0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400])
    public static let earlyRefreshes = counter(
        "bookedbarber.cache.early_refreshes", "{load}",
        "Values read anew before they expired.")
    /// Entries in Redis that couldn't be decoded.
    public static let undecodable = counter(
        "bookedbarber.cache.undecodable", "{entry}",
        "Entries in Redis that could not be decoded.")
    public static let entries = gauge(
        "bookedbarber.cache.entries", "{entry}",
        "Values in memory.")
    /// An estimate.
    public static let size = gauge(
        "bookedbarber.cache.size", "By",
        "What the values in memory take, by estimate.")
    public static let evictions = counter(
        "bookedbarber.cache.evictions", "{entry}",
        "Values that had to go from memory for others.")
    public static let invalidations = counter(
        "bookedbarber.cache.invalidations", "{tag}",
        "Tags that this process has invalidated.")
    /// Invalidations that came through the outbox alone: of other programs, or of processes that died.
    public static let outboxRows = counter(
        "bookedbarber.cache.outbox.rows", "{row}",
        "Invalidations that came through the outbox alone: of other programs, or of processes that died.")
    /// From a write of another process until Redis has told this one.
    public static let pushDelay = histogram(
        "bookedbarber.cache.push.delay",
        "From a write of another process until Redis has told this one.",
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1])
    public static let redisFailures = counter(
        "bookedbarber.cache.redis.failures", "{command}",
        "Commands to Redis that failed or were late.")
    /// 1 for the state it is in, by `cache.redis.state`: see ``CacheStatistics/Redis``.
    public static let redisState = gauge(
        "bookedbarber.cache.redis.state", "",
        "1 for the state in which it stands with Redis.")

    private static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10]

    private static func histogram(_ name: String, _ help: String, _ buckets: [Double]) -> CacheMetric {
        CacheMetric(name: name, instrument: .histogram, unit: "s", help: help, buckets: buckets)
    }

    private static func counter(_ name: String, _ unit: String, _ help: String) -> CacheMetric {
        CacheMetric(name: name, instrument: .counter, unit: unit, help: help, buckets: [])
    }

    private static func gauge(_ name: String, _ unit: String, _ help: String) -> CacheMetric {
        CacheMetric(name: name, instrument: .gauge, unit: unit, help: help, buckets: [])
    }
}
