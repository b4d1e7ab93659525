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
        // Whether Redis can be reached doesn't matter to what is never wrong.
        policy.degradedAge = .seconds(600)
        return policy
    }()

    func body(of tag: EntityTag, _ encode: () throws -> ByteBuffer) throws -> ByteBuffer {
        guard let cache else { return try encode() }
        let key = CacheKey(tag.value)
        if let kept = cache.valueInMemory(Self.kind, key: key) { return kept }
        let body = try encode()
        cache.keep(body, Self.kind, key: key)
        return body
    }
}
