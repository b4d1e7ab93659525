/// What a client sends as `Idempotency-Key`: a structured-field string (`"k-1"`, draft-ietf-httpapi-idempotency-key-header-07)
/// or the same text bare, as Stripe's examples have it. 1 to 255 printable ASCII characters.
struct IdempotencyField: Sendable, Hashable {
    static let longest = 255

    let value: String

    /// Nil when the field isn't such a key.
    init?(_ field: String) {
        let text = field.utf8.drop { $0 == UInt8(ascii: " ") }
        guard let value = text.first == UInt8(ascii: "\"") ? Self.unquoted(text.dropFirst()) : Self.bare(text),
            !value.isEmpty, value.utf8.count <= Self.longest
        else { return nil }
        self.value = value
    }

    private static func unquoted(_ bytes: Substring.UTF8View.SubSequence) -> String? {
        var value: [UInt8] = []
        var isEscaped = false
        var rest = bytes
        while let byte = rest.popFirst() {
            if isEscaped {
                guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { return nil }
                value.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                guard rest.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
                return String(decoding: value, as: UTF8.self)
            } else {
                guard (0x20...0x7E).contains(byte) else { return nil }
                value.append(byte)
            }
        }
        return nil
    }

    private static func bare(_ bytes: Substring.UTF8View.SubSequence) -> String? {
        let text = String(Substring(bytes))
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }) else { return nil }
        return text
    }
}
