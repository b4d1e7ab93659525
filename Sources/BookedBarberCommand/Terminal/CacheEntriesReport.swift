/// What `cache get` needs of the server's answer.
struct CacheEntriesReport: Decodable {
    struct Memory: Decodable {
        let ageMs: Double
        let expiresInMs: Double
        let isCurrent: Bool
        let isNegative: Bool
        let bytes: Int
        let loadMs: Double
        let tags: [String]
    }

    struct Redis: Decodable {
        let ageMs: Double
        let loadMs: Double
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
                ? "Nothing of the kind \(kind) has been read since the server was started."
                : "\(key.joined(separator: " ")) is not cached."
        }
        return found.map(text).joined(separator: "\n")
    }

    private static func text(_ entry: Entry) -> String {
        var lines = [entry.name]
        if let memory = entry.memory {
            let state = memory.isCurrent ? "current" : "invalidated"
            let age = CacheTable.number(memory.ageMs / 1000)
            let rest = CacheTable.number(max(0, memory.expiresInMs) / 1000)
            lines.append(
                "  memory  \(state)\(memory.isNegative ? ", says there is none" : ""), \(age) s old, for \(rest) s more; "
                    + "loaded in \(CacheTable.number(memory.loadMs)) ms, about \(memory.bytes) bytes")
            lines.append("  tags    \(memory.tags.joined(separator: " "))")
        }
        if let redis = entry.redis {
            let age = CacheTable.number(redis.ageMs / 1000)
            lines.append(
                "  redis   \(age) s old; loaded in \(CacheTable.number(redis.loadMs)) ms, \(redis.bytes) bytes")
            // Whatever a name holds, it does nothing to a terminal.
            let value = redis.value.unicodeScalars.filter { $0.properties.generalCategory != .control }
            lines.append("  value   \(String(String.UnicodeScalarView(value)))")
        }
        return lines.joined(separator: "\n")
    }
}
