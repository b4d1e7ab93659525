extension Figure {
    /// - Parameter unit: as UCUM writes it: `s`, `By`, `%`, `1`, `{connection}`, also with `/s`.
    static func value(_ value: Double?, unit: String) -> String {
        guard value != nil else { return unknown }
        let isRate = unit.hasSuffix("/s")
        let text = amount(value, unit: isRate ? String(unit.dropLast(2)) : unit)
        return isRate ? "\(text)/s" : text
    }

    private static func amount(_ value: Double?, unit: String) -> String {
        switch unit {
        case "s": return seconds(value)
        case "By": return bytes(value)
        case "1", "": return number(value)
        case "%": return "\(number(value)) %"
        default:
            let word = unit.trimmingPrefix("{").split(separator: "}", omittingEmptySubsequences: false)[0]
            return "\(number(value)) \(value == 1 ? String(word) : plural(word))"
        }
    }

    private static func plural(_ word: Substring) -> String {
        word.hasSuffix("y") ? "\(word.dropLast())ies" : "\(word)s"
    }
}
