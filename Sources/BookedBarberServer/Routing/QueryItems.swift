/// The items of a query (`a=1&b=2`), percent-decoded, `+` as a space.
struct QueryItems: Sendable, Equatable {
    private var values: [String: [String]] = [:]

    /// - Throws: a problem when the query isn't UTF-8 in percent-encoding.
    init(_ query: String?) throws(Problem) {
        for item in (query ?? "").split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(pair[0]), let value = Self.decoded(pair.count > 1 ? pair[1] : "") else {
                throw Problem(.malformedRequest, "The query is not UTF-8 in percent-encoding.")
            }
            values[name, default: []].append(value)
        }
    }

    /// All items, by name.
    var sorted: [(name: String, values: [String])] {
        values.sorted { $0.key < $1.key }.map { (name: $0.key, values: $0.value) }
    }

    /// All values given under a name, in order.
    subscript(name: String) -> [String] { values[name] ?? [] }

    /// Nil for a broken escape and for bytes that aren't UTF-8.
    static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    let escaped = [UInt8](hexadecimal: String(decoding: [high, low], as: UTF8.self))
                else { return nil }
                bytes.append(contentsOf: escaped)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
