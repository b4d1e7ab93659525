/// Labels as a key.
struct LabelSet: Hashable, Sendable {
    static let maxCount = 24
    /// In UTF-8. Of a name and of a value.
    static let maxLength = 256

    private let pairs: [(name: String, value: String)]

    /// As they were written: another order is another key.
    init(written pairs: [(String, String)]) {
        self.pairs = pairs
    }

    /// By name, each name once: the last one that was written counts. What is too long is cut, what is too much is left
    /// out.
    init(_ pairs: [(String, String)]) {
        var byName: [String: String] = [:]
        for (name, value) in pairs { byName[Self.cut(name)] = Self.cut(value) }
        self.pairs = byName.sorted { $0.key < $1.key }.prefix(Self.maxCount).map { ($0.key, $0.value) }
    }

    /// Nothing had to be cut.
    var isShort: Bool {
        pairs.count <= Self.maxCount
            && pairs.allSatisfy { $0.name.utf8.count <= Self.maxLength && $0.value.utf8.count <= Self.maxLength }
    }

    var labels: [MetricFamily.Label] { pairs.map { .init($0.name, $0.value) } }

    func withEveryValue(_ value: String) -> LabelSet {
        LabelSet(written: pairs.map { ($0.name, value) })
    }

    static func == (one: LabelSet, other: LabelSet) -> Bool {
        one.pairs.elementsEqual(other.pairs) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        for (name, value) in pairs {
            hasher.combine(name)
            hasher.combine(value)
        }
    }

    /// At a character, so that the text stays well-formed.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > maxLength else { return text }
        var (end, length) = (text.unicodeScalars.startIndex, 0)
        while true {
            length += UTF8.width(text.unicodeScalars[end])
            if length > maxLength { return String(text.unicodeScalars[..<end]) }
            end = text.unicodeScalars.index(after: end)
        }
    }
}

extension LabelSet: Comparable {
    static func < (one: LabelSet, other: LabelSet) -> Bool {
        one.pairs.lexicographicallyPrecedes(other.pairs) { $0 < $1 }
    }
}
