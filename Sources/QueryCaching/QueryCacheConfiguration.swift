public import PostgresDatabase
public import RedisClient

/// The settings of a ``QueryCache``. All have defaults.
public struct QueryCacheConfiguration: Sendable {
    /// What the values in memory may take by estimate, in bytes. Default 64 MiB.
    public var memoryBytes = 64 << 20
    /// By the name of a kind; what isn't here has the policy that it was declared with.
    public var policies: [String: CachePolicy] = [:]
    /// Times to live by the name of a kind, in place of those of its policy.
    public var timesToLive: [String: Duration] = [:]
    /// Nil: values stay in this process, and other processes learn of writes by the outbox alone.
    public var redis: RedisConfiguration?
    /// Before every key in Redis, so that several programs can share one.
    public var keyPrefix = "cache:"
    /// How long a command of the cache may take before it does without Redis. Default 50 ms.
    public var redisTimeout: Duration = .milliseconds(50)
    /// For how long what is in memory is served without a sign that the invalidations of other processes arrive.
    /// Default 1 s; Redis is asked four times as often.
    public var heartbeat: Duration = .seconds(1)
    /// How many commands in a row may fail before Redis is left alone until it answers a heartbeat. Default 3.
    public var breakerThreshold = 3
    /// How often the database is asked for invalidations that didn't come through Redis: those of writers that aren't
    /// this program, and of processes that died before they told. Default 0.5 s; nil: there is no outbox.
    public var outboxInterval: Duration? = .milliseconds(500)
    /// How long rows of the outbox are kept: whoever was away for longer starts with an empty cache. Default 10 min.
    public var outboxRetention: Duration = .seconds(600)
    /// How many loads ask the database at the same time. Default 32.
    public var maxConcurrentLoads = 32
    /// How many keys may be loaded, or wait to be, at the same time; further ones get
    /// ``CacheError/Code/tooManyLoads``. Default 10,000.
    public var maxLoads = 10_000
    /// In how many places invalidations are counted; 13 bytes each. With far more tags than this, writes invalidate
    /// more than they have to. Default 65,536.
    public var generationPlaces = 65_536

    /// Whether metrics are reported, and where: see ``CacheMetric``. Loads are part of the traces of who caused them.
    public var telemetry = TelemetryConfiguration()

    /// Wrong on purpose, for the test of the test that looks for stale reads: generations are captured after a load.
    package var capturesLate = false

    public init() {}

    var fault: String? {
        if memoryBytes < 0 { return "memoryBytes may not be below 0; it is \(memoryBytes)." }
        if redisTimeout <= .zero { return "redisTimeout has to be above 0; it is \(redisTimeout)." }
        if heartbeat < .milliseconds(20) { return "heartbeat has to be at least 20 ms; it is \(heartbeat)." }
        if let outboxInterval, outboxInterval < .milliseconds(10) {
            return "outboxInterval has to be at least 10 ms; it is \(outboxInterval)."
        }
        if outboxRetention < .seconds(60) {
            return "outboxRetention has to be at least 60 s; it is \(outboxRetention)."
        }
        if maxConcurrentLoads < 1 || maxLoads < 1 { return "At least one load has to be allowed at a time." }
        if !(2...(1 << 24)).contains(generationPlaces) {
            return "generationPlaces has to be from 2 to 16,777,216; it is \(generationPlaces)."
        }
        for (name, time) in timesToLive.sorted(by: { $0.key < $1.key }) where time <= .zero {
            return "The time to live of \(name) has to be above 0; it is \(time)."
        }
        for (name, policy) in policies.sorted(by: { $0.key < $1.key }) {
            if let fault = policy.fault { return "Policy \(name): \(fault)" }
        }
        return nil
    }
}
