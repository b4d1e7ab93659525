import DatabaseMonitoring
import LocalServers
import QueryCaching

extension AlertDrill {
    static let cacheDown = AlertDrill(
        "cache_down", "Kills the Redis of a query cache, and starts it again.", setting: DrillSetting(cache: .withRedis)
    ) { stage in
        guard let cache = stage.cache else { return }
        try await stage.whileRunning([{ try await read(cache, Dial(0)) }]) {
            try await stage.fault("Redis is killed") {
                try await stage.redis?.kill()
                try await stage.fires()
                try await stage.redis?.restart()
            }
        }
    }

    static let queryCacheHitRatio = AlertDrill(
        "query_cache_hit_ratio",
        "Invalidates most of what a query cache has before each round of reads, then empties it.",
        setting: DrillSetting(cache: .inProcess)
    ) { stage in
        guard let cache = stage.cache else { return }
        let invalidated = Dial(0)
        try await stage.whileRunning([{ try await read(cache, invalidated) }]) {
            try await stage.fault("70 of 100 values are invalidated before they are read again") {
                invalidated.turn(to: 70)
                try await stage.fires()
                invalidated.turn(to: 100)
                try await stage.getsWorse()
                invalidated.turn(to: 0)
            }
        }
    }

    private static func read(_ cache: QueryCache, _ invalidated: Dial) async throws {
        let kind = CacheKind<Int>("drill", policy: CachePolicy(timeToLive: .seconds(3600)))
        while !Task.isCancelled {
            switch invalidated.value {
            case 100: try await cache.invalidateEverything()
            case let count: try await cache.invalidate((0..<count).map { CacheTag("drill", $0) })
            }
            for number in 0..<100 {
                _ = try await cache.value(kind, key: CacheKey(number), tags: [CacheTag("drill", number)]) { number }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
