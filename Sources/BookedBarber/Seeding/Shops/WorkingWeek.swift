/// When a barber works: minutes after local midnight, by ISO weekday.
struct WorkingWeek: Hashable, Sendable {
    /// Seven days from Monday on; in order within a day.
    let days: [[Range<Int>]]

    func hours(on weekday: Int) -> [Range<Int>] { days[weekday - 1] }

    /// - Parameters:
    ///   - opensOnSunday: such shops close on Monday instead.
    ///   - pattern: how this barber works.
    init(opensOnSunday: Bool, _ pattern: Pattern) {
        let open = opensOnSunday ? [2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5, 6]
        days = (1...7).map { weekday in
            guard open.contains(weekday) else { return [] }
            switch (pattern, weekday) {
            case (.partTime, ..<4): return []
            case (.early(let dayOff), _) where open[dayOff] == weekday: return []
            case (.late(let dayOff), _) where open[dayOff] == weekday: return []
            case (_, 6): return [8 * 60 + 30..<13 * 60, 13 * 60 + 30..<17 * 60]
            case (_, 7): return [10 * 60..<16 * 60]
            case (.early, _): return [9 * 60..<13 * 60, 13 * 60 + 30..<18 * 60]
            case (.late, _): return [10 * 60..<14 * 60, 14 * 60 + 30..<19 * 60 + 30]
            case (.partTime, _): return [11 * 60..<15 * 60, 15 * 60 + 30..<19 * 60]
            }
        }
    }

    enum Pattern: Hashable, Sendable {
        /// All open days but one of the first three.
        case early(dayOff: Int)
        case late(dayOff: Int)
        /// Thursday to the end of the week.
        case partTime
    }

    /// Stretches of working time in a week.
    var stretches: Int { days.joined().count }

    /// Working time in a week.
    var minutes: Int { days.joined().reduce(0) { $0 + $1.count } }
}
