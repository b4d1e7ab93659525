import Foundation

/// What a number counts, and so how a person reads it: `3.4 ms`, `12.1 kB/s`, `98.2 %`.
struct Measure: Sendable, Hashable {
    enum Kind: String, Sendable {
        case seconds, bytes, ratio, percent, count
        /// A ratio that is small as a rule: its axis ends at the greatest value, not at 100 %.
        case fraction
    }

    var kind: Kind
    /// A second.
    var isRate = false

    static let seconds = Measure(kind: .seconds)
    static let bytes = Measure(kind: .bytes)
    static let ratio = Measure(kind: .ratio)
    static let fraction = Measure(kind: .fraction)
    static let count = Measure(kind: .count)
    static let rate = Measure(kind: .count, isRate: true)
    /// Seconds a second.
    static let timeRate = Measure(kind: .seconds, isRate: true)
    static let byteRate = Measure(kind: .bytes, isRate: true)

    init(kind: Kind, isRate: Bool = false) {
        (self.kind, self.isRate) = (kind, isRate)
    }

    /// Of a unit as UCUM writes it: `s`, `By`, `1`, `%`, `{connection}`, `{query}/s`.
    init(ucum: String) {
        isRate = ucum.hasSuffix("/s")
        switch isRate ? String(ucum.dropLast(2)) : ucum {
        case "s": kind = .seconds
        case "By": kind = .bytes
        case "1": kind = .ratio
        case "%": kind = .percent
        default: kind = .count
        }
    }

    /// With a no-break space before the unit. A value that isn't finite is a dash.
    func text(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let (scaled, unit) = scale(value)
        let ending = unit + (isRate ? "/s" : "")
        return Self.digits(scaled) + (ending.isEmpty ? "" : "\u{A0}" + ending)
    }

    func text(_ value: Double?) -> String { value.map { text($0) } ?? "–" }

    private func scale(_ value: Double) -> (Double, String) {
        switch kind {
        case .ratio, .fraction: (value * 100, "%")
        case .percent: (value, "%")
        case .bytes: Self.thousands(value, ["B", "kB", "MB", "GB", "TB"], from: 1000)
        // A part of a thing is worth showing only when there are few.
        case .count where !isRate && abs(value) >= 10:
            Self.thousands(value.rounded(), ["", "k", "M", "G"], from: 10_000)
        case .count: Self.thousands(value, ["", "k", "M", "G"], from: 10_000)
        // Not in minutes: nobody adds up sessions like that.
        case .seconds where isRate && (value == 0 || abs(value) >= 0.1): (value, "s")
        case .seconds:
            switch abs(value) {
            case 0: (0, "s")
            case ..<0.001: (value * 1e6, "µs")
            case ..<1: (value * 1000, "ms")
            case ..<120: (value, "s")
            case ..<7200: ((value / 6).rounded() / 10, "min")
            case ..<172_800: ((value / 360).rounded() / 10, "h")
            default: ((value / 8640).rounded() / 10, "d")
            }
        }
    }

    private static func thousands(_ value: Double, _ units: [String], from: Double) -> (Double, String) {
        var (value, index) = (value, 0)
        while abs(value) >= (index == 0 ? from : 1000), index + 1 < units.count {
            value /= 1000
            index += 1
        }
        return (value, units[index])
    }

    /// Three digits that count, without zeros at the end.
    static func digits(_ value: Double) -> String {
        let size = abs(value)
        if size > 0, size < 0.005 { return value < 0 ? "-0.01" : "<0.01" }
        let text = String(format: size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value)
        guard text.contains(".") else { return grouped(text) }
        let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(String(trimmed.reversed()))
    }

    private static func grouped(_ digits: String) -> String {
        guard digits.utf8.count > 4 else { return digits }
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: "\u{202F}")
    }
}
