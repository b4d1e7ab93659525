import Logging
import Metrics
import PostgresDatabase
import RedisClient

/// The values and generations in Redis. None of its failures is an error to anybody: callers do without.
final class RemoteTier: Sendable {
    let client: RedisClient
    let names: RemoteNames
    let trust: RemoteTrust
    let heartbeat: Duration
    let generations: GenerationTable
    let verification: Verification
    let clock: CacheClock
    let logger: Logger
    /// Nil when there is none.
    let outbox: Outbox?
    let counts: RemoteCounts
    let owed = OwedInvalidations()
    /// Yields whenever trust has to be won.
    let calls: AsyncStream<Void>
    let wake: @Sendable () -> Void

    /// How long generations are kept that don't change, unless Redis needs the memory. Without one its values aren't
    /// served.
    static let generationLife: Duration = .seconds(7 * 86_400)

    init(
        _ redis: RedisConfiguration, _ configuration: QueryCacheConfiguration, outbox: Outbox?,
        generations: GenerationTable, verification: Verification, clock: CacheClock, logger: Logger
    ) throws(CacheError) {
        names = RemoteNames(prefix: configuration.keyPrefix)
        trust = RemoteTrust(threshold: configuration.breakerThreshold)
        heartbeat = configuration.heartbeat
        self.outbox = outbox
        counts = RemoteCounts(
            configuration.telemetry.factory.map { factory in
                Timer(
                    label: CacheMetric.pushDelay.name, dimensions: [], preferredDisplayUnit: .seconds, factory: factory)
            })
        (self.generations, self.verification, self.clock, self.logger) = (generations, verification, clock, logger)
        let (calls, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.calls = calls
        wake = { continuation.yield() }
        var redis = redis
        redis.commandTimeout = configuration.redisTimeout
        redis.setup.append(.clientTracking(prefixes: [names.generations]))
        let events = RemoteEvents(
            names: names, trust: trust, generations: generations, verification: verification, counts: counts,
            clock: clock, wake: wake)
        do {
            client = try RedisClient(redis, logger: logger) { events.handle($0) }
        } catch {
            throw CacheError(.invalidConfiguration, error.message)
        }
    }

    /// Whether Redis is asked at present.
    var isUsable: Bool { trust.term != nil }

    /// Commands one after the other, with no one else's between them; nil when they failed, which the breaker is told.
    func perform(_ commands: [RedisCommand], _ term: RemoteTrust.Term) async -> [RESPValue]? {
        do {
            let replies = try await client.on(term.server).pipeline(commands).map { try $0.get() }
            trust.succeeded()
            return replies
        } catch {
            failed(error)
            return nil
        }
    }

    func failed(_ error: any Error) {
        // That a caller has gone says nothing about Redis.
        if (error as? RedisError)?.code == .cancelled { return }
        counts.failed()
        trust.failed()
        logger.debug("the cache does without Redis", metadata: ["error": "\(error)"])
    }

    func setGeneration(_ name: String, ifMissing: Bool = false) -> RedisCommand {
        let number = UInt64.random(in: 1...UInt64.max)
        let life = Self.generationLife.components.seconds * 1000
        return ifMissing
            ? RedisCommand("SET", name, number, "PX", life, "NX") : RedisCommand("SET", name, number, "PX", life)
    }
}
