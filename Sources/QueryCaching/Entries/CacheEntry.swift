/// A value with everything that decides whether it may be served.
final class CacheEntry: Sendable {
    let kind: KindState
    private let box: any AnyObject & Sendable
    let lifetime: Lifetime
    let isNegative: Bool
    /// Sorted, each once.
    let tags: [CacheTag]
    /// In this process, before its load began.
    let generations: CapturedGenerations
    /// In Redis, before its load began, in the order of the tags; nil when they weren't known.
    let shared: SharedGenerations?
    /// Of ``Verification``, before its load began.
    let epoch: UInt64
    /// An estimate, in bytes.
    let weight: Int
    let loadTime: Int64

    init<Value: Sendable>(
        _ value: Value, kind: KindState, lifetime: Lifetime, isNegative: Bool, evidence: Evidence, weight: Int,
        loadTime: Int64
    ) {
        self.kind = kind
        box = Box(value)
        (self.lifetime, self.isNegative) = (lifetime, isNegative)
        (tags, generations, shared) = (evidence.tags, evidence.generations, evidence.shared)
        epoch = evidence.epoch
        (self.weight, self.loadTime) = (weight, loadTime)
    }

    /// The same value, found to be current later.
    init(_ other: CacheEntry, evidence: Evidence) {
        kind = other.kind
        box = other.box
        (lifetime, isNegative) = (other.lifetime, other.isNegative)
        (tags, generations, shared) = (evidence.tags, evidence.generations, evidence.shared)
        epoch = evidence.epoch
        (weight, loadTime) = (other.weight, other.loadTime)
    }

    /// Nil when it is of another type: a mistake of this module.
    func value<Value: Sendable>(_ type: Value.Type) -> Value? { (box as? Box<Value>)?.value }

    private final class Box<Value: Sendable>: Sendable {
        let value: Value

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
}
