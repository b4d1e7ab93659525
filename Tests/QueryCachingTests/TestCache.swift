import Logging
import Postgres
import PostgresDatabase
import RedisClient
import Synchronization

@testable import QueryCaching

/// A number that is read and written in place of a database, and how often.
final class Source: Sendable {
    private let state: Mutex<(value: Int, loads: Int)>

    init(_ value: Int = 1) { state = Mutex((value, 0)) }

    var loads: Int { state.withLock { $0.loads } }

    func set(_ value: Int) { state.withLock { $0.value = value } }

    @Sendable func load() -> Int {
        state.withLock { state in
            state.loads += 1
            return state.value
        }
    }
}

extension CacheTag {
    static let thing = CacheTag("thing", 1)

    static func thing(_ number: Int) -> CacheTag { CacheTag("thing", number) }
}

/// A kind of numbers with this policy.
func numbers(_ policy: CachePolicy = .plain, name: String = "numbers") -> CacheKind<Int> {
    CacheKind(name, policy: policy)
}

extension CachePolicy {
    /// An hour, without chance.
    static var plain: CachePolicy {
        var policy = CachePolicy(timeToLive: .seconds(3600))
        policy.jitter = 0
        policy.earlyRefresh = 0
        return policy
    }
}

/// A cache without Redis or database.
func cache(
    _ configuration: QueryCacheConfiguration = QueryCacheConfiguration(), clock: CacheClock = .system
) throws -> QueryCache {
    try QueryCache(configuration, database: nil, logger: quiet, clock: clock)
}

let quiet: Logger = {
    var logger = Logger(label: "cache tests")
    logger.logLevel = .critical
    return logger
}()

/// Opens once; whoever waits goes on.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// A load that a test holds up: it begins, and ends when it is let go, unless it was cancelled meanwhile.
final class HeldLoad: Sendable {
    private let value: Int
    private let (begun, released) = (Gate(), Gate())

    init(_ value: Int = 1) { self.value = value }

    @Sendable func load() async throws -> Int {
        begun.open()
        await released.pass()
        try Task.checkCancellation()
        return value
    }

    func hasBegun() async { await begun.pass() }

    func release() { released.open() }
}
