/// A thing that cached values were read from, such as one user or one shop's services. A write names the tags of what
/// it changed, and every value that has one of them is read anew.
///
/// ```swift
/// extension CacheTag {
///     static func user(_ id: User.ID) -> CacheTag { CacheTag("user", id) }
/// }
/// ```
///
/// Tags are the same in all processes and in the database, where triggers make them: `user:42`.
public struct CacheTag: Hashable, Sendable, CustomStringConvertible {
    /// At most this many bytes of UTF-8.
    public static let maxLength = 200

    /// `user:42`; what is too long ends with a hash.
    public let name: String

    /// - Parameters:
    ///   - thing: what kind of thing, as a word.
    ///   - id: which of them.
    public init(_ thing: String, _ id: some CacheKeyPart) {
        switch id.cacheKeyPart {
        case .none: self.init(name: thing)
        case .integer(let number): self.init(name: thing + ":" + String(number))
        case .text(let text): self.init(name: thing + ":" + text)
        }
    }

    /// All of one kind of thing.
    public init(_ thing: String) { self.init(name: thing) }

    /// The tag that another process, or a trigger, wrote down as `name`.
    public init(name: String) {
        self.name = name.utf8.count <= Self.maxLength ? name : CanonicalName.shortened(name, to: Self.maxLength)
    }

    /// All there is, whatever tags it has.
    static let everything = CacheTag(name: OutboxTable.everything)

    public var description: String { name }

    /// Byte by byte, as in Redis and in the database: letters that only look alike are different.
    public static func == (a: CacheTag, b: CacheTag) -> Bool {
        a.name == b.name && a.name.utf8.elementsEqual(b.name.utf8)
    }
}
