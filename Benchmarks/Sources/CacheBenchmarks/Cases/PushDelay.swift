import BenchmarkReport
import Postgres
import PostgresDatabase
import QueryCaching
import Synchronization

/// How long after a commit the last of three other caches no longer serves what it has.
extension Case {
    private static var kind: CacheKind<Int> { PushedValue.kind }

    static var pushDelay: Case {
        Case(
            id: "push-delay", title: "from a transaction's last statement until three other caches are fresh, median",
            unit: "ms", lessIsBetter: true,
            measure: { round in
                try await round.server.withDatabase { database in
                    try await withCaches(4, round.server, database) { caches in
                        var delays: [Double] = []
                        let deadline = ContinuousClock.now + round.duration
                        repeat { delays.append(try await delay(caches)) } while .now < deadline
                        delays.sort()
                        return Sample(
                            delays[delays.count / 2],
                            details: [
                                Sample.Detail("percentile99", delays[delays.count * 99 / 100], .median),
                                Sample.Detail("longest", delays.last ?? 0, .greatest),
                                Sample.Detail("transactions", Double(delays.count), .sum),
                            ])
                    }
                }
            })
    }

    /// Each with connections of its own, as in processes of their own.
    private static func withCaches<R: Sendable>(
        _ count: Int, _ servers: CacheServers, _ database: Database, caches: [QueryCache] = [],
        _ body: ([QueryCache]) async throws -> R
    ) async throws -> R {
        guard caches.count < count else { return try await body(caches) }
        return try await servers.withCache(memoryBytes: 1 << 20, keyPrefix: "push:", on: database) { cache in
            try await withCaches(count, servers, database, caches: caches + [cache], body)
        }
    }

    /// In milliseconds; the commit is part of it.
    private static func delay(_ caches: [QueryCache]) async throws -> Double {
        for cache in caches { _ = try await cache.value(kind, tags: [CacheTag("pushed")]) { 1 } }
        let done = Moment()
        try await withThrowingTaskGroup(of: ContinuousClock.Instant.self) { group in
            for cache in caches.dropFirst() {
                group.addTask {
                    while cache.valueInMemory(kind) != nil { await Task.yield() }
                    return .now
                }
            }
            try await caches[0].transaction { transaction in
                transaction.invalidate(CacheTag("pushed"))
                try await transaction.query("SELECT 1")
                done.set(.now)
            }
            for try await fresh in group { done.reached(fresh) }
        }
        return done.milliseconds
    }
}

private enum PushedValue {
    static let kind = CacheKind<Int>("pushed", policy: CachePolicy(timeToLive: .seconds(600)))
}

/// When something began, and when the last of those who waited for it was done.
private final class Moment: Sendable {
    private let times = Mutex<(begin: ContinuousClock.Instant, end: ContinuousClock.Instant)>((.now, .now))

    func set(_ begin: ContinuousClock.Instant) { times.withLock { $0 = (begin, begin) } }

    func reached(_ instant: ContinuousClock.Instant) { times.withLock { $0.end = max($0.end, instant) } }

    var milliseconds: Double { times.withLock { ($0.end - $0.begin) / .milliseconds(1) } }
}
