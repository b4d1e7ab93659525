import Foundation

/// The days that the data covers, in one shop's calendar.
struct SeedTimeline: Hashable, Sendable {
    /// Seconds since 1970; what lies before has happened.
    let now: Int
    let today: DayNumber

    var first: DayNumber { today - SeedPlan.pastDays }
    var last: DayNumber { today + SeedPlan.futureDays }
    var count: Int { last - first + 1 }

    init(now: Int, clock: ShopClock) {
        self.now = now
        today = clock.day(at: now)
    }

    /// Holds everything that happens in any time zone, from the first booking, a month before the first visit, on.
    static func everything(around now: Int) -> ClosedRange<Date> {
        Date(seconds: now - (SeedPlan.pastDays + 32) * 86400)...Date(seconds: now + (SeedPlan.futureDays + 3) * 86400)
    }
}

extension Date {
    /// - Parameter seconds: since 1970.
    init(seconds: Int) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}
