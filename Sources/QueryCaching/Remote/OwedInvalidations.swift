import Synchronization

/// What this process has invalidated and could tell neither Redis nor the outbox: Redis isn't believed here before it
/// has heard of it.
final class OwedInvalidations: Sendable {
    /// With more than these it is everything.
    static let limit = 10_000

    private let tags = Mutex<Set<CacheTag>>([])

    var all: [CacheTag] { tags.withLock { Array($0) } }

    func add(_ more: [CacheTag]) {
        tags.withLock { tags in
            tags.formUnion(more)
            if tags.count > Self.limit { tags = [.everything] }
        }
    }

    /// They have been told. What was added meanwhile stays owed.
    func settle(_ told: [CacheTag]) { tags.withLock { $0.subtract(told) } }
}
