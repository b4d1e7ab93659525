/// A value with everything that decides whether it may be served.
@usableFromInline
final class CacheEntry: Sendable {
    // What a hit looks at comes first, on two lines of the processor's cache.
    let kind: KindState
    @usableFromInline let box: any AnyObject & Sendable
    /// Of ``Verification``, before its load began.
    let epoch: UInt64
    let key: EntryKey
    /// In this process, before its load began.
    let generations: CapturedGenerations
    let lifetime: Lifetime
    let isNegative: Bool
    /// Sorted, each once.
    let tags: [CacheTag]
    /// In Redis, before its load began, in the order of the tags; nil when they weren't known.
    let shared: SharedGenerations?
    /// An estimate, in bytes.
    let weight: Int
    let loadTime: Int64
    /// When its load began, in milliseconds since 1970, by the clock of the process that loaded it.
    let loadedAt: Int64

    init<Value: Sendable>(
        _ value: Value, key: EntryKey, kind: KindState, lifetime: Lifetime, isNegative: Bool, evidence: Evidence,
        weight: Int, loadTime: Int64, loadedAt: Int64
    ) {
        (self.key, self.kind) = (key, kind)
        box = Box(value)
        (self.lifetime, self.isNegative) = (lifetime, isNegative)
        (tags, generations, shared) = (evidence.tags, evidence.generations, evidence.shared)
        epoch = evidence.epoch
        (self.weight, self.loadTime, self.loadedAt) = (weight, loadTime, loadedAt)
        kind.live.came(weight)
    }

    /// The same value, found to be current later.
    init(_ other: CacheEntry, evidence: Evidence) {
        (key, kind) = (other.key, other.kind)
        box = other.box
        (lifetime, isNegative) = (other.lifetime, other.isNegative)
        (tags, generations, shared) = (evidence.tags, evidence.generations, evidence.shared)
        epoch = evidence.epoch
        (weight, loadTime, loadedAt) = (other.weight, other.loadTime, other.loadedAt)
        kind.live.came(weight)
    }

    deinit { kind.live.went(weight) }

    /// Nil when it is of another type: a mistake of this module.
    @inlinable
    func value<Value: Sendable>(_ type: Value.Type) -> Value? { (box as? Box<Value>)?.value }

    @usableFromInline
    final class Box<Value: Sendable>: Sendable {
        @usableFromInline let value: Value

        init(_ value: Value) { self.value = value }
    }
}

/// What was known before a value was read: whatever has moved since then invalidates it.
struct Evidence: Sendable {
    /// Sorted, each once.
    let tags: [CacheTag]
    let generations: CapturedGenerations
    let epoch: UInt64
    var shared: SharedGenerations?
}

/// The generations of tags in Redis: random numbers, new ones with each invalidation.
struct SharedGenerations: Sendable, Equatable {
    /// Of everything at once.
    let everything: UInt64
    /// In the order of the tags.
    let tags: [UInt64]
}

/// A key together with its kind.
struct EntryKey: Hashable, Sendable {
    let kind: UInt32
    let key: CacheKey
    /// Random for each process: nobody outside can choose keys that collide.
    let hash: UInt64

    init(kind: UInt32, key: CacheKey) {
        (self.kind, self.key) = (kind, key)
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(key)
        hash = UInt64(truncatingIfNeeded: hasher.finalize())
    }

    static func == (a: EntryKey, b: EntryKey) -> Bool { a.hash == b.hash && a.kind == b.kind && a.key == b.key }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
