/// JSON as it is written, byte after byte.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    mutating func open(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

    mutating func close(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

    /// What stands in front of a member or an element: nothing in front of the first.
    mutating func separate() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    mutating func name(_ name: String) {
        separate()
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A name that needs no escapes.
    mutating func plainName(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        literal(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func timestamp(_ value: Timestamp) {
        bytes.append(UInt8(ascii: "\""))
        value.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ value: some FixedWidthInteger) {
        guard let positive = UInt64(exactly: value) else { return bytes.append(contentsOf: String(value).utf8) }
        let start = bytes.count
        var rest = positive
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Finite. The shortest text that means this number; a whole number has no point.
    mutating func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) {
        let text = value.description
        bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
    }

    /// A place for something that is written later.
    mutating func placeholder() -> Int {
        bytes.append(UInt8(ascii: "_"))
        return bytes.count - 1
    }

    mutating func fill(_ placeholder: Int, with text: JSONText) {
        bytes.replaceSubrange(placeholder...placeholder, with: text.bytes)
    }

    /// RFC 8259, section 7: quotes, backslashes and control characters are escaped.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        if !isPlain(from: start) {
            bytes.removeSubrange(start...)
            for byte in text.utf8 { character(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func isPlain(from start: Int) -> Bool {
        for index in start..<bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
        }
        return true
    }

    private mutating func character(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): literal("\\\"")
        case UInt8(ascii: "\\"): literal("\\\\")
        case UInt8(ascii: "\n"): literal("\\n")
        case UInt8(ascii: "\r"): literal("\\r")
        case UInt8(ascii: "\t"): literal("\\t")
        case 0x08: literal("\\b")
        case 0x0C: literal("\\f")
        case 0..<0x20:
            literal("\\u00")
            bytes.append(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
