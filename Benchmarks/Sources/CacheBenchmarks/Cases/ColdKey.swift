import BenchmarkReport
import Postgres
import PostgresDatabase
import QueryCaching
import Synchronization

/// Many callers of a key that nobody has.
extension Case {
    private static var callers: Int { 1_000 }

    static var coldKey: Case {
        Case(
            id: "cold-key", title: "loads for 1,000 callers of one cold key", unit: "loads", lessIsBetter: true,
            measure: { round in
                try await round.server.withDatabase { database in
                    try await round.server.withCache(memoryBytes: 64 << 20, keyPrefix: "cold:", on: database) { cache in
                        var counts: [Int] = []
                        let deadline = ContinuousClock.now + round.duration
                        repeat { counts.append(try await loads(cache, database)) } while .now < deadline
                        return Sample(
                            Double(counts.max() ?? 0), details: [Sample.Detail("coldKeys", Double(counts.count), .sum)])
                    }
                }
            })
    }

    /// How many loads a new key takes.
    private static func loads(_ cache: QueryCache, _ database: Database) async throws -> Int {
        let key = CacheKey(Int64.random(in: .min ... .max))
        let loads = LoadCount()
        try await withThrowingTaskGroup { group in
            for _ in 0..<callers {
                group.addTask {
                    _ = try await cache.value(ColdValue.kind, key: key, tags: [CacheTag("cold")]) {
                        loads.count.add(1, ordering: .relaxed)
                        return try await database.withConnection { connection in
                            try await connection.query("SELECT 1 FROM pg_sleep(0.02)").decode(Int32.self)[0]
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return loads.count.load(ordering: .relaxed)
    }
}

private enum ColdValue {
    static let kind = CacheKind<Int32>("cold_value", policy: CachePolicy(timeToLive: .seconds(600)))
}
