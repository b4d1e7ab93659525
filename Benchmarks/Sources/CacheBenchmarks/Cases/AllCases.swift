import BenchmarkReport

typealias Case = BenchmarkReport.Case<CacheServers>
typealias Round = BenchmarkReport.Round<CacheServers>

extension Case {
    static var all: [Case] {
        [
            memoryHits(threads: 1), memoryHits(threads: 2), memoryValues, redisGet, redisGetOnLoop, redisLatency,
            redisLatencyOnLoop, remoteHits, remoteHitsOfBytes, coldKey, pushDelay, day,
        ]
    }
}
