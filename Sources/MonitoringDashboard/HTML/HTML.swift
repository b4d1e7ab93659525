/// A piece of HTML. What is interpolated into it is escaped, unless it is HTML itself:
///
/// ```swift
/// let cell: HTML = "<td>\(statement.text)</td>"
/// ```
///
/// Attributes stand in double quotes.
struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    private(set) var text: String

    init(stringLiteral text: StaticString) { self.text = text.description }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A text, escaped.
    init(text: String) { self.text = Self.escaped(text) }

    static func + (left: HTML, right: HTML) -> HTML { HTML(joined: [left, right]) }

    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    init(joined pieces: [HTML]) { text = pieces.map(\.text).joined() }

    var isEmpty: Bool { text.isEmpty }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
        mutating func appendInterpolation(_ html: HTML) { text += html.text }
        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
        mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            // HTML has no other control characters.
            case 0...8, 11, 12, 14...31, 127: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
