/// Splits a statement's text into values and the rest. Linear in its length.
struct StatementScanner {
    enum Token: Equatable {
        case space
        case comment
        /// A literal that isn't a number, or whatever may be one.
        case value
        case number
        case other(String)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() -> Token? {
        guard let byte = peek() else { return nil }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C, 0x0B:
            while let space = peek(), [0x20, 0x0A, 0x09, 0x0D, 0x0C, 0x0B].contains(space) { position += 1 }
            return .space
        case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
            while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
            return .comment
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
            skipComment()
            return .comment
        case UInt8(ascii: "'"):
            skipString(escapes: false)
            return .value
        case UInt8(ascii: "\""): return quotedName()
        case UInt8(ascii: "$"): return dollar()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            skipNumber()
            return .number
        case UInt8(ascii: ".") where peek(1).map(Self.isDigit) == true:
            skipNumber()
            return .number
        case _ where Self.isWord(byte): return word()
        default:
            position += 1
            return .other(String(decoding: [byte], as: UTF8.self))
        }
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private func text(from start: Int) -> Token { .other(String(decoding: bytes[start..<position], as: UTF8.self)) }

    /// A name or keyword, or a string with a prefix: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`.
    private mutating func word() -> Token {
        let start = position
        while let byte = peek(), Self.isWord(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "$") { position += 1 }
        let length = position - start
        if length == 1, peek() == UInt8(ascii: "'") {
            skipString(escapes: bytes[start] | 0x20 == UInt8(ascii: "e"))
            return .value
        }
        if length == 1, bytes[start] | 0x20 == UInt8(ascii: "u"), peek() == UInt8(ascii: "&"),
            peek(1) == UInt8(ascii: "'")
        {
            position += 1
            skipString(escapes: false)
            return .value
        }
        return text(from: start)
    }

    private mutating func quotedName() -> Token {
        let start = position
        position += 1
        while let byte = peek() {
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard peek() == UInt8(ascii: "\"") else { return text(from: start) }
                position += 1
            }
        }
        // Its end was cut off: what it was to be isn't known.
        return .value
    }

    /// `$1`, or the beginning of `$tag$ … $tag$`.
    private mutating func dollar() -> Token {
        let start = position
        position += 1
        if peek().map(Self.isDigit) == true {
            while peek().map(Self.isDigit) == true { position += 1 }
            return text(from: start)
        }
        while let byte = peek(), Self.isWord(byte) || Self.isDigit(byte) { position += 1 }
        guard peek() == UInt8(ascii: "$") else { return text(from: start) }
        position += 1
        let tag = Array(bytes[start..<position])
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "$"), bytes[position...].starts(with: tag) {
                position += tag.count
                return .value
            }
            position += 1
        }
        return .value
    }

    private mutating func skipString(escapes: Bool) {
        position += 1
        while let byte = peek() {
            position += 1
            if escapes, byte == UInt8(ascii: "\\") {
                position = min(position + 1, bytes.count)
            } else if byte == UInt8(ascii: "'") {
                guard peek() == UInt8(ascii: "'") else { return }
                position += 1
            }
        }
    }

    private mutating func skipNumber() {
        while let byte = peek() {
            let isSign = [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
            let isExponent = isSign && position > 0 && bytes[position - 1] | 0x20 == UInt8(ascii: "e")
            guard Self.isDigit(byte) || Self.isWord(byte) || byte == UInt8(ascii: ".") || isExponent else { return }
            position += 1
        }
    }

    private mutating func skipComment() {
        var depth = 0
        while position < bytes.count {
            if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
                if depth == 0 { return }
            } else {
                position += 1
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
