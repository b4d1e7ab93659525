import QueryCaching

/// What a cache holds of one key.
struct CacheEntryBody: Codable, Sendable {
    let kind: String
    /// In Redis, after the prefix.
    let name: String
    let memory: CacheMemoryEntryBody?
    let redis: CacheRedisEntryBody?

    init(_ inspection: CacheInspection) {
        (kind, name) = (inspection.kind, inspection.name)
        memory = inspection.memory.map(CacheMemoryEntryBody.init)
        redis = inspection.redis.map(CacheRedisEntryBody.init)
    }
}

/// A value in the memory of the server.
struct CacheMemoryEntryBody: Codable, Sendable {
    let age: Double
    let expiresIn: Double
    let isCurrent: Bool
    let isNegative: Bool
    let bytes: Int
    let loadTime: Double
    let tags: [String]

    init(_ entry: CacheInspection.Memory) {
        (age, expiresIn, loadTime) = (
            entry.age.inMilliseconds, entry.expiresIn.inMilliseconds, entry.loadTime.inMilliseconds
        )
        (isCurrent, isNegative, bytes, tags) = (entry.isCurrent, entry.isNegative, entry.bytes, entry.tags)
    }

    enum CodingKeys: String, CodingKey {
        case bytes, tags
        case age = "age_ms"
        case expiresIn = "expires_in_ms"
        case isCurrent = "is_current"
        case isNegative = "is_negative"
        case loadTime = "load_ms"
    }
}

/// A value in Redis.
struct CacheRedisEntryBody: Codable, Sendable {
    let age: Double
    let loadTime: Double
    let isNegative: Bool
    let bytes: Int
    /// As it was encoded.
    let value: String

    init(_ entry: CacheInspection.Redis) {
        (age, loadTime) = (entry.age.inMilliseconds, entry.loadTime.inMilliseconds)
        (isNegative, bytes) = (entry.isNegative, entry.payload.count)
        value = String(decoding: entry.payload.prefix(65_536), as: UTF8.self)
    }

    enum CodingKeys: String, CodingKey {
        case bytes, value
        case age = "age_ms"
        case loadTime = "load_ms"
        case isNegative = "is_negative"
    }
}
