public import Postgres

/// One stretch of working time that repeats every week, in the shop's local time.
public struct WeeklyHours: Hashable, Sendable, Codable {
    /// ISO 8601: 1 Monday … 7 Sunday.
    public let weekday: Int
    public let opens: TimeOfDay
    /// Exclusive; 24:00 is the end of the day.
    public let closes: TimeOfDay

    init(unchecked weekday: Int, _ opens: TimeOfDay, _ closes: TimeOfDay) {
        self.weekday = weekday
        self.opens = opens
        self.closes = closes
    }

    /// - Throws: ``DomainError/Code/invalid`` for the field "hours".
    public init(weekday: Int, opens: TimeOfDay, closes: TimeOfDay) throws(DomainError) {
        guard (1...7).contains(weekday) else {
            throw .invalid("hours", "A weekday is 1 (Monday) to 7 (Sunday).")
        }
        guard opens < closes else {
            throw .invalid("hours", "Working hours end after they begin; write a night shift as two entries.")
        }
        guard opens.microseconds % 60_000_000 == 0, closes.microseconds % 60_000_000 == 0 else {
            throw .invalid("hours", "Working hours begin and end on a whole minute.")
        }
        self.init(unchecked: weekday, opens, closes)
    }

    /// The hours in order, if none of them overlap.
    /// - Throws: ``DomainError/Code/invalid`` for the field "hours".
    public static func checked(_ hours: [WeeklyHours]) throws(DomainError) -> [WeeklyHours] {
        guard hours.count <= 70 else {
            throw .invalid("hours", "A week has at most 70 stretches of working hours.")
        }
        let sorted = hours.sorted { ($0.weekday, $0.opens) < ($1.weekday, $1.opens) }
        for (earlier, later) in zip(sorted, sorted.dropFirst())
        where earlier.weekday == later.weekday && later.opens < earlier.closes {
            throw .invalid(
                "hours", "Working hours overlap on weekday \(later.weekday) at \(later.opens).")
        }
        return sorted
    }
}
