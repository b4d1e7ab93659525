import NIOCore
import QueryCaching

/// The encoded bodies of frequent answers, by their entity tags: what a tag stands for never changes, so they are never
/// wrong; they only take space, in the cache's memory.
struct KeptAnswers: Sendable {
    let cache: QueryCache?

    private static let kind = CacheKind<ByteBuffer>(
        "encoded_answer", policy: policy, codec: nil, size: { 100 + $0.readableBytes })

    private static let policy = {
        var policy = CachePolicy(timeToLive: .seconds(600))
        policy.isShared = false
        policy.earlyRefresh = 0
        policy.staleWhileRevalidate = .zero
        return policy
    }()

    private static let tag = CacheTag("encoded_answers")

    func body(of tag: EntityTag, _ encode: @escaping @Sendable () throws -> ByteBuffer) async throws -> ByteBuffer {
        guard let cache else { return try encode() }
        return try await cache.value(Self.kind, key: CacheKey(tag.value), tags: [Self.tag]) { try encode() }
    }
}
