import Foundation

/// Writes times for people, in one time zone and seen from one moment.
struct Clock: Sendable {
    let timeZone: TimeZone
    let now: Date

    /// `12:04`, or `27 Nov 12:04` on another day.
    func time(_ date: Date, seconds: Bool = false) -> String {
        let (then, today) = (parts(date), parts(now))
        var text = Self.two(then.hour) + ":" + Self.two(then.minute)
        if seconds { text += ":" + Self.two(then.second) }
        guard then.day == today.day, then.month == today.month, then.year == today.year else {
            return "\(then.day ?? 0) \(Self.months[(then.month ?? 1) - 1]) \(text)"
        }
        return text
    }

    /// `3 min`, in whole units.
    func age(_ date: Date) -> String {
        let seconds = Int(max(0, now.timeIntervalSince(date)))
        return switch seconds {
        case ..<120: "\(seconds)\u{A0}s"
        case ..<7200: "\(seconds / 60)\u{A0}min"
        case ..<172_800: "\(seconds / 3600)\u{A0}h"
        default: "\(seconds / 86_400)\u{A0}d"
        }
    }

    /// `3 min ago`, as an element that also has the exact time.
    func ago(_ date: Date?) -> HTML {
        guard let date else { return "<span class=\"quiet\">never</span>" }
        return "<time datetime=\"\(Self.iso(date))\" title=\"\(time(date, seconds: true))\">\(age(date)) ago</time>"
    }

    /// `since 12:04 (3 min)`
    func since(_ date: Date) -> HTML {
        "since <time datetime=\"\(Self.iso(date))\">\(time(date))</time> (\(age(date)))"
    }

    /// Multiples of `step` seconds after local midnight within a span.
    func ticks(in span: ClosedRange<Date>, every step: Double) -> [Date] {
        let offset = Double(timeZone.secondsFromGMT(for: span.upperBound))
        let first = ((span.lowerBound.timeIntervalSince1970 + offset) / step).rounded(.up) * step - offset
        let last = span.upperBound.timeIntervalSince1970
        return stride(from: first, through: last, by: step).map { Date(timeIntervalSince1970: $0) }
    }

    /// The times of ticks that stand side by side. There is little room: the date stands only where another day begins,
    /// and without the time where that is midnight.
    func labels(of ticks: [Date]) -> [String] {
        zip([now] + ticks, ticks).map { before, tick in
            let label = Clock(timeZone: timeZone, now: before).time(tick)
            return label.hasSuffix(" 00:00") ? String(label.dropLast(6)) : label
        }
    }

    private func parts(_ date: Date) -> DateComponents {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }

    private static func iso(_ date: Date) -> String { date.formatted(.iso8601) }
}
