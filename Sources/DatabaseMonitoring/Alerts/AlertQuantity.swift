/// A value with its unit, as it is read by people: `85 %`, `250 ms`, `1.2 GB`, `1,200 queries/s`.
package struct AlertQuantity: CustomStringConvertible {
    let value: Double
    /// As UCUM writes it.
    let unit: String

    package init(_ value: Double, _ unit: String) { (self.value, self.unit) = (value, unit) }

    package var description: String {
        guard value.isFinite else { return "unknown" }
        switch unit {
        case "s": return Self.time(value)
        case "By": return Self.bytes(value)
        case "1": return Self.number(value, digits: 3)
        default: return "\(Self.number(value, digits: 1)) \(plural)"
        }
    }

    /// `{query}/s` is `queries/s`; a unit without braces stays as it is.
    private var plural: String {
        guard unit.first == "{", let end = unit.firstIndex(of: "}") else { return unit }
        let noun = unit[unit.index(after: unit.startIndex)..<end]
        let rest = unit[unit.index(after: end)...]
        if value == 1 { return String(noun + rest) }
        return (noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s") + rest
    }

    private static func time(_ seconds: Double) -> String {
        if seconds < 1 { return "\(number(seconds * 1000, digits: 0)) ms" }
        if seconds < 60 { return "\(number(seconds, digits: 1)) s" }
        // Beyond what an Int holds, nobody minds.
        let whole = Int(min(seconds.rounded(), 1e15))
        let parts = [(whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")]
        return parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    private static func bytes(_ count: Double) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (count, index) = (count, 0)
        while count >= 1000, index < units.count - 1 { (count, index) = (count / 1000, index + 1) }
        return "\(number(count, digits: index == 0 ? 0 : 1)) \(units[index])"
    }

    /// Rounded, with commas between thousands, without trailing zeros.
    static func number(_ value: Double, digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let scale = [1.0, 10, 100, 1000][digits]
        let scaled = Int((abs(value) * scale).rounded())
        var whole = ""
        for (index, digit) in String(scaled / Int(scale)).reversed().enumerated() {
            if index > 0, index % 3 == 0 { whole.append(",") }
            whole.append(digit)
        }
        var fraction = String(String(scaled % Int(scale) + Int(scale)).dropFirst())
        while fraction.last == "0" { fraction.removeLast() }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return sign + whole.reversed() + (fraction.isEmpty ? "" : "." + fraction)
    }
}
