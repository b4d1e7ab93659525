/// The media ranges of an `Accept` header, each with its weight.
struct AcceptHeader: Equatable {
    struct Range: Equatable {
        /// In lower case: `text/plain`, `text/*`, `*/*`.
        var type: String
        var version: String?
        /// In thousandths.
        var weight: Int
    }

    let ranges: [Range]

    /// What isn't well-formed is left out.
    init(_ header: String) {
        ranges = Self.parts(of: header, at: ",").compactMap(Self.range)
    }

    /// By the range that fits it most exactly; 0 when there is none. No header at all accepts everything.
    func weight(of type: String, version: String) -> Int {
        guard !ranges.isEmpty else { return 1000 }
        let family = type.prefix { $0 != "/" } + "/*"
        let fitting: [(exactness: Int, weight: Int)] = ranges.compactMap { range in
            guard range.version == nil || range.version == version else { return nil }
            switch range.type {
            case type: return (range.version == nil ? 2 : 3, range.weight)
            case String(family): return (1, range.weight)
            case "*/*": return (0, range.weight)
            default: return nil
            }
        }
        return fitting.max { $0 < $1 }?.weight ?? 0
    }

    private static func range(_ text: String) -> Range? {
        let parts = parts(of: text, at: ";")
        guard let type = parts.first?.lowercased(), isMediaRange(type) else { return nil }
        var range = Range(type: type, version: nil, weight: 1000)
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let value = unquoted(part[part.index(after: equals)...])
            switch part[..<equals].lowercased() {
            case "q":
                guard let weight = weight(value) else { return nil }
                range.weight = weight
            case "version": range.version = value
            default: break
            }
        }
        return range
    }

    private static func isMediaRange(_ type: String) -> Bool {
        let halves = type.split(separator: "/", omittingEmptySubsequences: false)
        return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } && (halves[0] != "*" || halves[1] == "*")
    }

    /// `0` to `1` with at most three digits after the point (RFC 9110, section 12.4.2).
    private static func weight(_ text: String) -> Int? {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first, whole == "0" || whole == "1" else { return nil }
        let digits = halves.count == 2 ? halves[1] : ""
        guard digits.count <= 3, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let padded = digits + String(repeating: "0", count: 3 - digits.count)
        guard let thousandths = Int(padded), whole == "0" || thousandths == 0 else { return nil }
        return whole == "1" ? 1000 : thousandths
    }

    /// Between separators that aren't within quotes, without spaces around.
    private static func parts(of text: String, at separator: Character) -> [String] {
        var (parts, part, isQuoted, isEscaped) = ([String](), "", false, false)
        for character in text {
            if character == separator, !isQuoted {
                parts.append(part)
                part = ""
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            part.append(character)
        }
        return (parts + [part]).map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        return String(text.dropFirst().dropLast())
    }
}
