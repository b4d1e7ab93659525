import BenchmarkReport
import PostgresDatabase
import QueryCaching
import Synchronization

/// Hits of the tier in Redis: an entry and the generations of its two tags are read, compared and decoded.
extension Case {
    static var remoteHits: Case { hits("l2-hit", "JSON", ClientProfile.shared, ClientProfile.init) }
    static var remoteHitsOfBytes: Case {
        hits("l2-hit-bytes", "bytes as they are", ClientProfile.sharedBytes) { id in
            Array(repeating: UInt8(id & 127), count: 120)
        }
    }

    private static var keys: Int { 2_000 }
    /// Too little for any entry.
    private static var noMemory: Int { 1 }

    private static func hits<Value: Sendable>(
        _ id: String, _ encoding: String, _ kind: CacheKind<Value>, _ make: @escaping @Sendable (Int) -> Value
    ) -> Case {
        Case(
            id: id, title: "hits in Redis with two tags, \(encoding), 200 tasks", unit: "hits/s",
            reference: "redis-get in the same round",
            measure: { round in
                try await round.server.withDatabase { database in
                    try await hits(round, on: database, kind, make)
                }
            },
            measureReference: { round in
                let outcome = try await gets(by: 200, round)
                return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
            })
    }

    /// One cache fills Redis, and another one reads.
    private static func hits<Value: Sendable>(
        _ round: Round, on database: Database, _ kind: CacheKind<Value>, _ make: @escaping @Sendable (Int) -> Value
    ) async throws -> Sample {
        let (servers, prefix) = (round.server, "\(kind.name):")
        return try await servers.withCache(memoryBytes: 64 << 20, keyPrefix: prefix, on: database) { writer in
            for key in 1...keys { _ = try await writer.profile(key, kind) { make(key) } }
            return try await servers.withCache(memoryBytes: noMemory, keyPrefix: prefix, on: database) { reader in
                try await hits(of: reader, round, kind, make)
            }
        }
    }

    private static func hits<Value: Sendable>(
        of reader: QueryCache, _ round: Round, _ kind: CacheKind<Value>, _ make: @escaping @Sendable (Int) -> Value
    ) async throws -> Sample {
        let loads = LoadCount()
        let outcome = try await round.run(200) { numbers in
            let key = Int(numbers.draw(Int32(keys)))
            _ = try await reader.profile(key, kind) {
                loads.count.add(1, ordering: .relaxed)
                return make(key)
            }
            return true
        }
        let statistics = reader.statistics
        return Sample(
            outcome.perSecond, cpu: outcome.cpuPerOperation,
            details: [
                Sample.Detail("loads", Double(loads.count.load(ordering: .relaxed)), .greatest),
                Sample.Detail("redisFailures", Double(statistics.redisFailures), .greatest),
            ])
    }
}

final class LoadCount: Sendable {
    let count = Atomic(0)
}

extension QueryCache {
    fileprivate nonisolated(nonsending) func profile<Value>(
        _ id: Int, _ kind: CacheKind<Value>, load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await value(kind, key: CacheKey(id), tags: [CacheTag("user", id), CacheTag("shop", id % 20)], load: load)
    }
}
