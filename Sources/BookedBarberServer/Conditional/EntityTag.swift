/// An entity tag of RFC 9110, section 8.8.3: `"7"` (strong) or `W/"7"` (weak).
struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    let value: String
    let isWeak: Bool

    init(_ value: String, isWeak: Bool = false) {
        self.value = value
        self.isWeak = isWeak
    }

    /// The strong tag of one version of a row.
    init(version: Int) {
        self.init(String(version))
    }

    var description: String { (isWeak ? "W/" : "") + "\"\(value)\"" }

    /// Both strong and the same (for `If-Match`).
    func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && value == other.value
    }

    /// The same, be they weak or strong (for `If-None-Match`).
    func matchesWeakly(_ other: EntityTag) -> Bool {
        value == other.value
    }
}

/// What an `If-Match` or `If-None-Match` field says: `*`, or a list of entity tags.
enum EntityTagCondition: Sendable, Equatable {
    case any
    case tags([EntityTag])

    /// The field's lines in the order they came. Nil when they aren't a list of entity tags (RFC 9110, section 13.1.1):
    /// empty elements of a list are permitted, a bare word isn't an entity tag.
    init?(_ lines: [String]) {
        let text = lines.joined(separator: ",")
        if text.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "*" }), text.filter({ $0 == "*" }).count == 1 {
            self = .any
            return
        }
        var tags: [EntityTag] = []
        var rest = text.utf8[...]
        while true {
            rest = rest.drop { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if rest.isEmpty { break }
            guard let tag = Self.takeTag(from: &rest) else { return nil }
            tags.append(tag)
            rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
        }
        guard !tags.isEmpty else { return nil }
        self = .tags(tags)
    }

    private static func takeTag(from rest: inout Substring.UTF8View.SubSequence) -> EntityTag? {
        var isWeak = false
        if rest.starts(with: "W/".utf8) {
            isWeak = true
            rest = rest.dropFirst(2)
        }
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let value = rest[..<end]
        guard value.allSatisfy({ $0 == 0x21 || (0x23...0x7E).contains($0) || $0 >= 0x80 }) else { return nil }
        rest = rest[end...].dropFirst()
        return EntityTag(String(Substring(value)), isWeak: isWeak)
    }

    func matchesStrongly(_ current: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.matchesStrongly(current) }
        }
    }

    func matchesWeakly(_ current: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.matchesWeakly(current) }
        }
    }
}
