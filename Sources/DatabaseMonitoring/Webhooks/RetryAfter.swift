internal import Foundation

/// RFC 9110, section 10.2.3: how long the receiver wants to be left alone.
enum RetryAfter {
    /// - Parameters:
    ///   - field: seconds, or a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    /// - Returns: nil when the field can't be read; never negative.
    static func wait(_ field: String, now: Date) -> Duration? {
        let text = field.trimmingCharacters(in: .whitespaces)
        if let seconds = Int32(text) { return seconds < 0 ? nil : .seconds(Int64(seconds)) }
        return date(text).map { .seconds(max(0, $0.timeIntervalSince(now).rounded(.up))) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func date(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (1...31).contains(day), (1970...9999).contains(year) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(
                year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2]))
    }
}
