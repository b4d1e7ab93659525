/// The words of a statement; without what stands in literals and comments.
struct SQLWords: IteratorProtocol {
    private var text: Substring.UTF8View
    /// Quoted names as they are, and others in small letters, as the server stores them. Otherwise words in capitals,
    /// without quoted names.
    private let givesQuotedNames: Bool

    init(_ sql: String, givesQuotedNames: Bool = false) {
        text = sql[...].utf8
        self.givesQuotedNames = givesQuotedNames
    }

    mutating func next() -> String? {
        while let byte = text.first {
            switch byte {
            case UInt8(ascii: "'"): skip(to: byte, escapes: false)
            case UInt8(ascii: "\""):
                let start = text.dropFirst()
                skip(to: byte, escapes: false)
                if givesQuotedNames { return String(Substring(start[..<text.startIndex].dropLast())) }
            case UInt8(ascii: "-") where text.starts(with: "--".utf8): text = text.drop { $0 != 10 && $0 != 13 }
            case UInt8(ascii: "/") where text.starts(with: "/*".utf8): skipComment()
            case UInt8(ascii: "$"): skipDollarQuoted()
            case _ where Self.isWordByte(byte):
                let word = text.prefix(while: Self.isWordByte)
                text = text[word.endIndex...]
                guard text.first == UInt8(ascii: "'"), word.elementsEqual("e".utf8) || word.elementsEqual("E".utf8)
                else { return givesQuotedNames ? Substring(word).lowercased() : Substring(word).uppercased() }
                skip(to: UInt8(ascii: "'"), escapes: true)
            default: text = text.dropFirst()
            }
        }
        return nil
    }

    /// A doubled mark ends one literal and begins the next, which comes to the same.
    private mutating func skip(to mark: UInt8, escapes: Bool) {
        text = text.dropFirst()
        while let byte = text.first, byte != mark {
            text = text.dropFirst(escapes && byte == UInt8(ascii: "\\") ? 2 : 1)
        }
        text = text.dropFirst()
    }

    /// Comments nest.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if text.starts(with: "/*".utf8) {
                depth += 1
                text = text.dropFirst(2)
            } else if text.starts(with: "*/".utf8) {
                depth -= 1
                text = text.dropFirst(2)
            } else {
                text = text.dropFirst()
            }
        } while depth > 0 && !text.isEmpty
    }

    /// `$tag$ … $tag$`, or a placeholder such as `$1`.
    private mutating func skipDollarQuoted() {
        let tag = text.dropFirst().prefix(while: Self.isWordByte)
        let after = text[tag.endIndex...]
        guard after.first == UInt8(ascii: "$"), tag.first.map({ !Self.isDigit($0) }) ?? true else {
            text = after
            return
        }
        let mark = Substring(text[..<after.index(after: after.startIndex)]).utf8
        text = after.dropFirst()
        while !text.isEmpty, !text.starts(with: mark) { text = text.dropFirst() }
        text = text.dropFirst(mark.count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Letters, digits and underscores; all that isn't ASCII may stand in a name.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || isDigit(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
