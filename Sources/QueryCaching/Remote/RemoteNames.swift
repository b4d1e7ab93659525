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

    func entryKey(_ name: String) -> RemoteKey { RemoteKey(prefix: entries, name: name) }

    func generationKey(_ tag: CacheTag) -> RemoteKey { RemoteKey(prefix: tags, name: tag.name) }

    var everythingKey: RemoteKey { RemoteKey(prefix: everything, name: "") }

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
