/// A length of time as PostgreSQL writes it: a whole number with `ms`, `s`, `min`, `h` or `d`; `-1` is "off".
struct PostgresTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    let milliseconds: Int

    static let off = Self(milliseconds: -1)
    static func milliseconds(_ count: Int) -> Self { Self(milliseconds: count) }
    static func seconds(_ count: Int) -> Self { Self(milliseconds: count * 1000) }
    static func minutes(_ count: Int) -> Self { seconds(count * 60) }

    private static let units: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1),
    ]

    private init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// - Parameter bareUnit: what a number without a unit counts; PostgreSQL has its own for each setting.
    init?(_ text: String, bareUnit: String) {
        if text == "-1" {
            self = .off
            return
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        let unit = rest.isEmpty ? bareUnit : rest
        guard let count = Int(digits), let factor = Self.units.first(where: { $0.name == unit })?.milliseconds
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        milliseconds = product
    }

    /// The shortest exact spelling: `15min`, `90s`, `-1`.
    var description: String {
        for unit in Self.units where milliseconds > 0 && milliseconds.isMultiple(of: unit.milliseconds) {
            return "\(milliseconds / unit.milliseconds)\(unit.name)"
        }
        return "\(milliseconds)"
    }

    static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
