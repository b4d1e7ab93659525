/// What `cache stats` needs of the server's answer.
struct CacheReport: Decodable {
    struct Times: Decodable {
        let count: Int
        let median_ms: Double?
        let p99_ms: Double?
    }

    struct Redis: Decodable {
        let state: String
        let breaker_trips: Int
        let failures: Int
        let push_delay: Times
    }

    struct Kind: Decodable {
        let name: String
        let hit_ratio: Double
        let memory_hits: Int
        let redis_hits: Int
        let misses: Int
        let stale_serves: Int
        let early_refreshes: Int
        let entries: Int
        let bytes: Int
        let evictions: Int
        let loads: Times
        let age_at_serve: Times
    }

    let hit_ratio: Double
    let entries: Int
    let bytes: Int
    let evictions: Int
    let invalidations: Int
    let outbox_rows: Int
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
        let rows = [heading] + cache.kinds.map(row)
        let widths = heading.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + space : space + text
            }.joined(separator: "  ")
        }
        let redis = cache.redis
        let push = redis.push_delay.median_ms.map { "; told within \(number($0)) ms (median)" } ?? ""
        return """
            \(table.joined(separator: "\n"))

            all together  \(percent(cache.hit_ratio)) hits, \(cache.entries) entries, \(cache.bytes / 1024) KiB, \
            \(cache.evictions) evicted
            invalidated   \(cache.invalidations) tags; \(cache.outbox_rows) rows of the outbox were news
            Redis         \(redis.state); \(redis.failures) failures, spared \(redis.breaker_trips) times\(push)
            """
    }

    private static func row(_ kind: CacheReport.Kind) -> [String] {
        [
            kind.name, percent(kind.hit_ratio), "\(kind.memory_hits)", "\(kind.redis_hits)", "\(kind.misses)",
            "\(kind.stale_serves)", "\(kind.early_refreshes)", "\(kind.entries)", "\(kind.bytes / 1024)",
            "\(kind.evictions)", number(kind.loads.median_ms), number(kind.loads.p99_ms),
            number(kind.age_at_serve.median_ms.map { $0 / 1000 }), number(kind.age_at_serve.p99_ms.map { $0 / 1000 }),
        ]
    }

    private static func percent(_ share: Double) -> String { "\(number(share * 100)) %" }

    /// With one decimal below 100.
    static func number(_ value: Double?) -> String {
        guard let value else { return "-" }
        if value >= 100 { return "\(Int(value.rounded()))" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
