/// A day of the (proleptic Gregorian) calendar without a time zone: PostgreSQL's `date`.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 2000-01-01; the largest and smallest numbers are the infinities.
    let days: Int32

    init(days: Int32) { self.days = days }

    /// Later than every day.
    public static let infinity = CalendarDate(days: .max)
    /// Earlier than every day.
    public static let negativeInfinity = CalendarDate(days: .min)

    /// PostgreSQL's first and last day: 4714-11-24 BC and 5874897-12-31.
    static let allowedDays: ClosedRange<Int32> = -2_451_545...2_145_031_948

    /// - Parameter year: astronomical: 0 is 1 BC.
    /// - Returns: nil if there is no such day or PostgreSQL can't store it.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-4713...5_874_897).contains(year) else { return nil }
        let days = Self.days(year, month, day)
        guard let days = Int32(exactly: days), Self.allowedDays.contains(days) else { return nil }
        self.init(days: days)
        guard self.day == day else { return nil }
    }

    public var isInfinite: Bool { days == .max || days == .min }
    public var year: Int { components.year }
    public var month: Int { components.month }
    public var day: Int { components.day }

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    public var weekday: Int { (Int(days) % 7 + 12) % 7 + 1 }

    /// The day so many days later; an infinity stays where it is. Nil past the range of PostgreSQL.
    public func adding(days count: Int) -> CalendarDate? {
        guard !isInfinite else { return self }
        let (sum, overflow) = Int(days).addingReportingOverflow(count)
        guard !overflow, let sum = Int32(exactly: sum), Self.allowedDays.contains(sum) else { return nil }
        return CalendarDate(days: sum)
    }

    /// How many days lie between: positive when this day is the later one.
    public func days(since other: CalendarDate) -> Int { Int(days) - Int(other.days) }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.days < right.days }

    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days.

    private static let daysFromMarch0000To2000 = 730_425

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - daysFromMarch0000To2000
    }

    private var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + Self.daysFromMarch0000To2000
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension CalendarDate: LosslessStringConvertible, Codable {
    /// `2026-11-23`; `infinity` and `-infinity`; years before 1 or after 9999 with a sign and at least four digits.
    public var description: String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let (year, month, day) = components
        let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
        return "\(sign)\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "infinity": self = .infinity
        case "-infinity": self = .negativeInfinity
        default:
            let signed = text.hasPrefix("-") || text.hasPrefix("+")
            let parts = text.dropFirst(signed ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].count >= 4, parts[0].count <= 7, parts[1].count == 2,
                parts[2].count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
                let date = CalendarDate(year: text.hasPrefix("-") ? -year : year, month: month, day: day),
                date.description == text
            else { return nil }
            self = date
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CalendarDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a date must look like 2026-11-23")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension CalendarDate: PostgresCodable {
    public static var postgresType: PostgresType { .date }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(days) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> CalendarDate {
        guard type == .date else { throw .mismatch(type, for: Self.self) }
        guard let days = bytes.wholeInteger(as: Int32.self) else { throw .malformed(type, for: Self.self) }
        let date = CalendarDate(days: days)
        guard date.isInfinite || allowedDays.contains(days) else { throw .malformed(type, for: Self.self) }
        return date
    }
}
