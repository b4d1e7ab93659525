/// The `$1`, `$2` … in a statement's text.
enum Placeholders {
    /// Adds `offset` to the number of each placeholder; what stands in literals, quoted names and comments is left
    /// alone.
    static func shift(_ sql: String, by offset: Int) -> String {
        var scanner = Scanner(text: sql.utf8[...])
        var result = ""
        result.reserveCapacity(sql.utf8.count + 8)
        while !scanner.text.isEmpty {
            let start = scanner.text
            if let number = scanner.skipPart() {
                result += "$\(number + offset)"
            } else {
                result += Substring(start[..<scanner.text.startIndex])
            }
        }
        return result
    }
}

/// Goes through a statement part by part, as PostgreSQL's `scan.l` does (with `standard_conforming_strings` on).
/// On bytes: all that separates parts is ASCII.
private struct Scanner {
    var text: Substring.UTF8View

    /// Skips a literal, comment, name, placeholder or single character.
    /// - Returns: the placeholder's number, if it was one.
    mutating func skipPart() -> Int? {
        guard let first = text.first else { return nil }
        switch first {
        case UInt8(ascii: "'"): skipQuoted(first, escapes: false)
        case UInt8(ascii: "\""): skipQuoted(first, escapes: false)
        case UInt8(ascii: "-") where text.starts(with: "--".utf8): text = text.drop { $0 != 10 && $0 != 13 }
        case UInt8(ascii: "/") where text.starts(with: "/*".utf8): skipComment()
        case UInt8(ascii: "$"): return skipDollar()
        case _ where Self.beginsName(first):
            let name = text.prefix(while: Self.continuesName)
            text = text[name.endIndex...]
            // E'…' is the one kind of literal in which a backslash escapes.
            if name.elementsEqual("e".utf8) || name.elementsEqual("E".utf8), text.first == UInt8(ascii: "'") {
                skipQuoted(UInt8(ascii: "'"), escapes: true)
            }
        default: text = text.dropFirst()
        }
        return nil
    }

    /// A doubled mark ends one literal and begins the next, which comes to the same; escapes go on after it.
    private mutating func skipQuoted(_ mark: UInt8, escapes: Bool) {
        repeat {
            text = text.dropFirst()
            while let byte = text.first, byte != mark {
                text = text.dropFirst(escapes && byte == UInt8(ascii: "\\") ? 2 : 1)
            }
            text = text.dropFirst()
        } while escapes && text.first == mark
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

    /// `$1`, or `$tag$ … $tag$`.
    private mutating func skipDollar() -> Int? {
        let digits = text.dropFirst().prefix { (0x30...0x39).contains($0) }
        if let number = Int(Substring(digits)) {
            text = text[digits.endIndex...]
            return number
        }
        let tag = text.dropFirst().prefix { Self.continuesName($0) && $0 != UInt8(ascii: "$") }
        guard text[tag.endIndex...].first == UInt8(ascii: "$") else {
            text = text.dropFirst()
            return nil
        }
        let delimiter = text[..<text.index(after: tag.endIndex)]
        text = text[delimiter.endIndex...]
        while !text.isEmpty, !text.starts(with: delimiter) { text = text.dropFirst() }
        text = text.dropFirst(delimiter.count)
        return nil
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            0x80...0xFF:
            true
        default: false
        }
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        beginsName(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "$")
    }
}
