/// What `cache get` needs of the server's answer.
struct CacheEntriesReport: Decodable {
    struct Memory: Decodable {
        let age_ms: Double
        let expires_in_ms: Double
        let is_current: Bool
        let is_negative: Bool
        let bytes: Int
        let load_ms: Double
        let tags: [String]
    }

    struct Redis: Decodable {
        let age_ms: Double
        let load_ms: Double
        let bytes: Int
        let value: String
    }

    struct Entry: Decodable {
        let name: String
        let memory: Memory?
        let redis: Redis?
    }

    let items: [Entry]

    static func text(_ report: CacheEntriesReport, kind: String, key: [String]) -> String {
        let found = report.items.filter { $0.memory != nil || $0.redis != nil }
        guard !found.isEmpty else {
            return report.items.isEmpty
                ? "No \(kind) has been read since the server was started."
                : "\(key.joined(separator: " ")) is not cached."
        }
        return found.map(text).joined(separator: "\n")
    }

    private static func text(_ entry: Entry) -> String {
        var lines = [entry.name]
        if let memory = entry.memory {
            let state = memory.is_current ? "current" : "invalidated"
            let age = CacheTable.number(memory.age_ms / 1000)
            let rest = CacheTable.number(max(0, memory.expires_in_ms) / 1000)
            lines.append(
                "  memory  \(state)\(memory.is_negative ? ", says there is none" : ""), \(age) s old, for \(rest) s more; "
                    + "loaded in \(CacheTable.number(memory.load_ms)) ms, about \(memory.bytes) bytes")
            lines.append("  tags    \(memory.tags.joined(separator: " "))")
        }
        if let redis = entry.redis {
            let age = CacheTable.number(redis.age_ms / 1000)
            lines.append(
                "  redis   \(age) s old; loaded in \(CacheTable.number(redis.load_ms)) ms, \(redis.bytes) bytes")
            lines.append("  value   \(redis.value)")
        }
        return lines.joined(separator: "\n")
    }
}
