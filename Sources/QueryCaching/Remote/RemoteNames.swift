import NIOCore
import RedisClient

/// The names of the cache's keys in Redis.
///
/// | key | what |
/// |---|---|
/// | `PREFIXe:KIND.VERSION:PARTS` | a value |
/// | `PREFIXg:TAG` | a tag's generation |
/// | `PREFIXg` | the generation of everything |
/// | `PREFIXa:ROW` | that the invalidation of this row of the outbox has arrived |
/// | `PREFIXapplied` | up to where the outbox has been applied |
struct RemoteNames: Sendable {
    let prefix: String
    /// The generation of everything.
    let everything: String
    private let entries: String
    private let tags: String

    init(prefix: String) {
        self.prefix = prefix
        (everything, entries, tags) = ("\(prefix)g", "\(prefix)e:", "\(prefix)g:")
    }

    func entry(_ name: String) -> String { entries + name }

    func generation(_ tag: CacheTag) -> String { tags + tag.name }

    /// Writes the key of a number: of the entry, of the generation of everything, and of those of the tags.
    func write(_ number: Int, _ entry: String, _ tags: [CacheTag], to buffer: inout ByteBuffer) {
        switch number {
        case 0: buffer.writeRESPString(entries, entry)
        case 1: buffer.writeRESPString(everything, "")
        default: buffer.writeRESPString(self.tags, tags[number - 2].name)
        }
    }

    func marker(_ row: Int64) -> String { "\(prefix)a:\(row)" }

    var applied: String { "\(prefix)applied" }

    /// What pushes are about.
    var generations: String { everything }

    enum Generation: Equatable {
        case tag(CacheTag)
        case everything
    }

    /// What a pushed key stands for; nil when it isn't a generation.
    func generation(_ key: String) -> Generation? {
        guard key.hasPrefix(generations) else { return nil }
        let rest = key.dropFirst(generations.count)
        if rest.isEmpty { return .everything }
        return rest.first == ":" ? .tag(CacheTag(name: String(rest.dropFirst()))) : nil
    }
}
