/// What `cache stats` needs of the server's answer.
struct CacheReport: Decodable {
    struct Times: Decodable {
        let count: Int
        let medianMs: Double?
        let p99Ms: Double?
    }

    struct Redis: Decodable {
        let state: String
        let breakerTrips: Int
        let failures: Int
        let pushDelay: Times
    }

    struct Kind: Decodable {
        let name: String
        let hitRatio: Double
        let memoryHits: Int
        let redisHits: Int
        let misses: Int
        let staleServes: Int
        let earlyRefreshes: Int
        let entries: Int
        let bytes: Int
        let evictions: Int
        let loads: Times
        let ageAtServe: Times
    }

    let hitRatio: Double
    let entries: Int
    let bytes: Int
    let evictions: Int
    let invalidations: Int
    let outboxRows: Int
    let redis: Redis
    let kinds: [Kind]
}

/// The figures of a cache as a table for a terminal.
enum CacheTable {
    private static let heading = [
        "kind", "hits", "memory", "redis", "misses", "stale", "early", "entries", "KiB", "evicted", "load ms", "p99",
        "age s", "p99",
    ]

    static func text(_ cache: CacheReport) -> String {
        let columns = heading.enumerated().map { TextTable.Column($1, $0 == 0 ? .left : .right) }
        let table = TextTable(columns: columns, rows: cache.kinds.map(row)).lines()
        let redis = cache.redis
        let push = redis.pushDelay.medianMs.map { "; tells of others' writes within \(number($0)) ms (median)" } ?? ""
        return """
            \(table.joined(separator: "\n"))

            all together  \(percent(cache.hitRatio)) hits, \(cache.entries) entries, \(cache.bytes / 1024) KiB, \
            \(cache.evictions) evicted
            invalidated   \(cache.invalidations) tags; \(cache.outboxRows) rows of the outbox were news
            Redis         \(redis.state); \(redis.failures) failures, spared \(redis.breakerTrips) times\(push)
            """
    }

    private static func row(_ kind: CacheReport.Kind) -> [String] {
        [
            kind.name, percent(kind.hitRatio), "\(kind.memoryHits)", "\(kind.redisHits)", "\(kind.misses)",
            "\(kind.staleServes)", "\(kind.earlyRefreshes)", "\(kind.entries)", "\(kind.bytes / 1024)",
            "\(kind.evictions)", number(kind.loads.medianMs), number(kind.loads.p99Ms),
            number(kind.ageAtServe.medianMs.map { $0 / 1000 }), number(kind.ageAtServe.p99Ms.map { $0 / 1000 }),
        ]
    }

    private static func percent(_ share: Double) -> String { "\(number(share * 100)) %" }

    /// With one decimal below 100.
    static func number(_ value: Double?) -> String {
        guard let value else { return "-" }
        guard value.magnitude < 1e15 else { return "-" }
        if value >= 100 { return "\(Int(value.rounded()))" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
