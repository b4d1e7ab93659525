extension MonitorMetric {
    // MARK: Pool and lanes. At /metrics they have the names of `DatabaseMetric`.

    public static let poolConnections = gauge(
        "pool.connections", "{connection}", "Connections of the pool, by state.", by: "state")
    public static let poolWaiting = gauge("pool.waiting", "{request}", "Callers that wait for a connection.")
    public static let poolLimit = gauge("pool.max", "{connection}", "The most connections that the pool may have.")
    public static let poolUsage = gauge("pool.usage", "1", "Connections that are leased, of the most there may be.")
    public static let poolLeases = counter("pool.leases", "{lease}", "Connections lent.")
    public static let poolTimeouts = counter("pool.timeouts", "{timeout}", "Acquires that ran out of time.")
    public static let poolWaitTime = counter("pool.wait_time", "s", "Time that callers waited for a connection.")
    public static let poolConnectFailures = counter("pool.connect_failures", "{failure}", "Failed attempts to connect.")
    public static let laneCount = gauge("lane.count", "{connection}", "Lanes that are open.")
    public static let laneDepth = gauge("lane.depth", "{request}", "Reads under way on lanes.")
    public static let laneRequests = counter("lane.requests", "{request}", "Reads sent on lanes.")

    static let client = [
        poolConnections, poolWaiting, poolLimit, poolUsage, poolLeases, poolTimeouts, poolWaitTime, poolConnectFailures,
        laneCount, laneDepth, laneRequests,
    ]

    // MARK: Cache. At /metrics they have the names of `CacheMetric`.

    public static let cacheHits = counter("cache.hits", "{request}", "Requests that needed no load.", by: "kind")
    public static let cacheMisses = counter("cache.misses", "{request}", "Requests that needed a load.", by: "kind")
    public static let cacheHitRatio = gauge(
        "cache.hit_ratio", "1", "Of the requests since the sample before, those that needed no load.", by: "kind")
    public static let cacheEntries = gauge("cache.entries", "{entry}", "Values in memory.", by: "kind")
    public static let cacheBytes = gauge("cache.size", "By", "What they take, by estimate.", by: "kind")
    public static let cacheRedisUp = gauge("cache.redis.up", "", "1 while Redis is used; nothing when there is none.")

    static let caching = [cacheHits, cacheMisses, cacheHitRatio, cacheEntries, cacheBytes, cacheRedisUp]

    /// The route that all routes together go by.
    public static let allRoutes = "all"

    // MARK: HTTP. At /metrics: `http.server.request.duration`.

    public static let httpRequests = counter("http.requests", "{request}", "Requests answered.", by: "route")
    public static let httpErrors = counter(
        "http.errors", "{request}", "Requests answered with a status of 500 or above.", by: "route")
    public static let httpMedian = gauge("http.duration.p50", "s", "Half of the answers took no longer.", by: "route")
    public static let http95 = gauge("http.duration.p95", "s", "95 % of the answers took no longer.", by: "route")
    public static let http99 = gauge("http.duration.p99", "s", "99 % of the answers took no longer.", by: "route")

    static let server = [httpRequests, httpErrors, httpMedian, http95, http99]

    // MARK: This process

    public static let processorTime = counter("process.cpu.time", "s", "Processor time of this process.")
    public static let memory = gauge("process.memory.usage", "By", "Resident memory of this process.")
    public static let openFiles = gauge(
        "process.open_file_descriptor.count", "{count}", "Open files and sockets of this process.")
    public static let openFilesMax = gauge(
        "process.open_file_descriptor.max", "{count}", "The most of them that the system allows.")
    public static let eventLoopDelay = gauge(
        "process.event_loop.delay", "s", "How late the event loops ran a task since the sample before, at worst.")
    public static let diskFree = gauge("disk.free", "By", "Free space of a disk that is watched.", by: "disk")
    public static let diskFreeRatio = gauge(
        "disk.free_ratio", "1", "Free space of a disk that is watched, as a part of it.", by: "disk")

    static let process = [
        processorTime, memory, openFiles, openFilesMax, eventLoopDelay, diskFree, diskFreeRatio,
    ]

    // MARK: The monitor itself

    public static let sampleDuration = gauge("monitor.sample.duration", "s", "How long the last sample took.")
    public static let samplesTaken = counter("monitor.samples", "{sample}", "Samples taken.")
    public static let samplesSkipped = counter(
        "monitor.samples.skipped", "{sample}", "Samples not taken since the one before was still under way.")
    public static let samplesFailed = counter(
        "monitor.samples.failed", "{sample}", "Samples of which nothing came from PostgreSQL.")
    public static let monitorCost = gauge(
        "monitor.cost", "1", "Processor time that sampling takes, here and in PostgreSQL, as a part of one core.")
    public static let monitorUp = gauge("monitor.up", "", "1 while PostgreSQL can be sampled.")
    public static let collectorsShed = gauge(
        "monitor.collectors.shed", "{collector}", "Collectors that rest since sampling cost too much.")
    public static let collectorFailures = counter(
        "monitor.collector.failures", "{failure}", "Collectors that failed.", by: "collector")
    public static let historySize = gauge("monitor.history.size", "By", "Size of the history on the disk.")
    public static let historyFailures = counter(
        "monitor.history.failures", "{failure}", "Samples that couldn't be written to the history.")
    public static let alertsFiring = gauge("monitor.alerts.firing", "{alert}", "Alerts that fire.", by: "severity")
    public static let alertFiring = gauge(
        "monitor.alert.firing", "", "1 while the alert fires.", by: "alert")
    public static let webhookQueue = gauge("monitor.webhook.queue", "{message}", "Messages that wait to be sent.")
    public static let webhookSent = counter("monitor.webhook.sent", "{message}", "Messages delivered.")
    public static let webhookFailures = counter("monitor.webhook.failures", "{attempt}", "Attempts that failed.")
    public static let webhookDropped = counter(
        "monitor.webhook.dropped", "{message}", "Messages lost: the queue was full, or they were refused for good.")

    static let monitor = [
        sampleDuration, samplesTaken, samplesSkipped, samplesFailed, monitorCost, monitorUp, collectorsShed,
        collectorFailures, historySize, historyFailures, alertsFiring, alertFiring, webhookQueue, webhookSent,
        webhookFailures, webhookDropped,
    ]
}
