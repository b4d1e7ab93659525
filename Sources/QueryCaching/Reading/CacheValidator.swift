/// What a read gave, and the entry it is from; nil when it was loaded for this caller alone.
struct Read<Value: Sendable>: Sendable {
    let value: Value
    let entry: CacheEntry?

    init(value: Value, entry: CacheEntry?) { (self.value, self.entry) = (value, entry) }

    /// Nil when the entry is of another type.
    init?(_ entry: CacheEntry) {
        guard let value = entry.value(Value.self) else { return nil }
        self.init(value: value, entry: entry)
    }
}

/// Tells one state of a cached value from all others: two reads of a key with equal validators gave the same value.
///
/// Made of the generations of the value's tags and the moment of its load. Equal in all processes that took the value
/// from Redis; of a value that is in one process alone, nobody else has it.
public struct CacheValidator: Hashable, Sendable {
    /// Not to be interpreted; in an order that is the same everywhere.
    public let numbers: [UInt64]

    init(_ entry: CacheEntry) {
        if let shared = entry.shared {
            let load = [UInt64(bitPattern: entry.loadedAt), UInt64(bitPattern: entry.loadTime)]
            numbers = load + [shared.everything] + shared.tags
        } else {
            numbers = [Self.process, UInt64(bitPattern: entry.lifetime.readAt), entry.key.hash]
        }
    }

    private static let process = UInt64.random(in: 0 ... .max)
}

extension QueryCache {
    /// The value of a key, as ``value(_:key:tags:load:)`` gives it, with its validator: for an `ETag`, say.
    ///
    /// - Returns: no validator when the value is nobody else's, because two loads asked for each other's keys.
    public func validatedValue<Value>(
        _ kind: CacheKind<Value>, key: CacheKey = CacheKey(), tags: @autoclosure () -> [CacheTag],
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value, validator: CacheValidator?) {
        let found = servable(kind.number, key)
        if let entry = found.entry, found.isServed {
            if found.wantsRefresh { refresh(kind, key, entry, tags: tags(), load) }
            if let value = entry.value(Value.self) { return (value, CacheValidator(entry)) }
        }
        let full = EntryKey(kind: kind.number, key: key)
        let read: Read<Value> = try await missed(kind, full, found.entry, tags: CacheTag.canonical(tags()), load)
        return (read.value, read.entry.map(CacheValidator.init))
    }
}
