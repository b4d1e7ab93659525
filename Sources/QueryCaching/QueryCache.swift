public import Logging
import Metrics
import Postgres
public import PostgresDatabase
import RedisClient
import Synchronization

/// A cache of what is read from a database, that never serves what a write has made wrong.
///
/// ```swift
/// let user = try await cache.value(Kinds.userProfile, key: CacheKey(id), tags: [.user(id)]) {
///     try await users.find(id)
/// }
/// try await cache.transaction { transaction in
///     try await transaction.query("UPDATE users SET full_name = \(name) WHERE id = \(id)")
///     transaction.invalidate(.user(id))
/// }
/// ```
///
/// **Two tiers.** Decoded values in the memory of this process; encoded ones in Redis, if there is one. Redis down means
/// slower, never wrong, and never an error.
///
/// **Coherence: validate on read.** Each value has tags, and each tag a generation, which every invalidation changes.
/// A value is stored with the generations that were captured before its load began, and served only while they are the
/// current ones. So what a slow load, a late refresh or an older program stores can't be served after an invalidation,
/// whoever wins the race. A read that begins after `invalidate`, or a transaction with tags, has returned sees what was
/// written; other processes do from the moment Redis has told them, and within two seconds whatever happens.
/// docs/caching.md says what is guaranteed, and what isn't.
///
/// **Loads.** One at a time a key. A load belongs to the cache: a cancelled caller leaves the others alone, and it is
/// cancelled when nobody waits any more. Errors reach the callers and are never kept.
public final class QueryCache: Sendable {
    let configuration: QueryCacheConfiguration
    let database: Database?
    package let logger: Logger
    let clock: CacheClock
    let generations: GenerationTable
    let verification: Verification
    /// By the hash of the key, which the entry has itself: what a request looks through stays small.
    let memory: MemoryTier<UInt64, CacheEntry>
    let remote: RemoteTier?
    let flights: FlightTable
    let gate: LoadGate
    let outbox: Outbox?
    let counts = CacheCounts()
    let reporter: CacheMetricsReporter?
    private let metrics: (any MetricsFactory)?
    private let kinds = Mutex<[UInt32: KindState]>([:])

    /// - Parameter database: where the outbox is; nil: there is none.
    /// - Throws: ``CacheError/Code/invalidConfiguration``.
    public convenience init(
        _ configuration: QueryCacheConfiguration = QueryCacheConfiguration(), database: Database?, logger: Logger
    ) throws(CacheError) {
        try self.init(configuration, database: database, logger: logger, clock: .system)
    }

    init(
        _ configuration: QueryCacheConfiguration, database: Database?, logger: Logger, clock: CacheClock
    ) throws(CacheError) {
        if let fault = configuration.fault { throw CacheError(.invalidConfiguration, fault) }
        self.configuration = configuration
        self.database = database
        self.logger = logger
        self.clock = clock
        generations = GenerationTable(places: configuration.generationPlaces)
        verification = Verification(isAlone: configuration.redis == nil)
        memory = MemoryTier(capacity: configuration.memoryBytes)
        flights = FlightTable(limit: configuration.maxLoads, clock: clock)
        gate = LoadGate(width: configuration.maxConcurrentLoads)
        metrics = configuration.telemetry.factory
        reporter = metrics.map { CacheMetricsReporter($0) }
        if let database, let interval = configuration.outboxInterval {
            outbox = Outbox(database, interval: interval, retention: configuration.outboxRetention)
        } else {
            outbox = nil
        }
        if let redis = configuration.redis {
            remote = try RemoteTier(
                redis, configuration, outbox: outbox, generations: generations, verification: verification,
                clock: clock, logger: logger)
        } else {
            remote = nil
        }
    }

    /// What is in memory, whether it may be served or not.
    @inline(__always)
    func known(_ key: EntryKey) -> CacheEntry? {
        let hash = key.hash
        guard let entry = memory.value(for: hash, hash: hash), entry.key == key else { return nil }
        return entry
    }

    /// What is known of a kind; made at its first use.
    func state<Value>(of kind: CacheKind<Value>) -> KindState {
        kinds.withLock { kinds in
            if let state = kinds[kind.number] { return state }
            var policy = configuration.policies[kind.name] ?? kind.policy
            if let time = configuration.timesToLive[kind.name] { policy.timeToLive = time }
            let state = KindState(
                name: kind.name, version: kind.version, policy: policy,
                isShared: remote != nil && kind.codec != nil, timers: metrics.map { KindTimers(kind.name, $0) })
            kinds[kind.number] = state
            return state
        }
    }

    var allKinds: [KindState] { kinds.withLock { Array($0.values) } }
    var numberedKinds: [UInt32: KindState] { kinds.withLock(\.self) }
}
