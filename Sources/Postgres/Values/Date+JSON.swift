#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Date {
    /// `2026-11-23T09:30:00Z`, with as much of a fraction as there is, to the microsecond: Foundation's own ISO 8601
    /// would lose it.
    var iso8601: String? {
        let interval = timeIntervalSinceReferenceDate
        guard abs(interval) < 1e12 else { return nil }
        let whole = interval.rounded(.down)
        let microseconds = Int64(whole) * 1_000_000 + Int64(((interval - whole) * 1e6).rounded())
        let perDay = 86_400_000_000 as Int64
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: perDay)
        let time = rest < 0 ? rest + perDay : rest
        guard let date = CalendarDate(year: 2001, month: 1, day: 1)?.adding(days: Int(rest < 0 ? days - 1 : days)),
            let clock = TimeOfDay(microseconds: time)
        else { return nil }
        let text = clock.description
        return "\(date)T\(text.utf8.count == 5 ? "\(text):00" : text)Z"
    }

    /// Reads what `iso8601` writes, and what Foundation reads: without a fraction, and in any time zone.
    init?(iso8601 text: String) {
        if let date = try? Date(text, strategy: .iso8601) {
            self = date
            return
        }
        let parts = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        guard text.last == "Z", parts.count == 2, let date = CalendarDate(String(parts[0])), !date.isInfinite,
            let time = TimeOfDay(String(parts[1])), let epoch = CalendarDate(year: 2001, month: 1, day: 1)
        else { return nil }
        let seconds = date.days(since: epoch) * 86_400 + Int(time.microseconds / 1_000_000)
        self.init(timeIntervalSinceReferenceDate: Double(seconds) + Double(time.microseconds % 1_000_000) / 1e6)
    }
}
