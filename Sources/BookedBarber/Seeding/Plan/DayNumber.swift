/// A date of a local calendar, as days since 1970-01-01.
struct DayNumber: Hashable, Comparable, Sendable {
    let value: Int

    /// ISO 8601: 1 Monday … 7 Sunday.
    var weekday: Int { ((value % 7) + 7 + 3) % 7 + 1 }

    /// Howard Hinnant's `civil_from_days`; years count from March in it, so that leap days come last.
    var civil: (year: Int, month: Int, day: Int) {
        let shifted = value + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            year + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    /// The date of an instant in UTC.
    static func utc(_ instant: Int) -> Self { Self(value: instant / 86400) }

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    static func + (day: Self, days: Int) -> Self { Self(value: day.value + days) }
    static func - (day: Self, days: Int) -> Self { Self(value: day.value - days) }
    static func - (left: Self, right: Self) -> Int { left.value - right.value }
}
