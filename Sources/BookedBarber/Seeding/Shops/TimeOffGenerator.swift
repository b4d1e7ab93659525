/// Holidays of a week or two about three times a year, and a day of sickness now and then.
enum TimeOffGenerator {
    private static let seasonDays = 98

    static func timeOff(_ timeline: SeedTimeline, _ random: inout SeededRandom) -> [SeedTimeOff] {
        var result: [SeedTimeOff] = []
        for season in 0..<(timeline.count / seasonDays) {
            let begin = timeline.first + season * seasonDays
            if random.chance(0.75) {
                let day = begin + random.below(seasonDays - 21)
                let monday = day + (8 - day.weekday) % 7
                let length = random.chance(0.3) ? 14 : 7
                result.append(SeedTimeOff(days: monday..<monday + length, reason: "Holiday"))
            }
            for _ in 0..<random.below(3) {
                let day = begin + random.below(seasonDays)
                let isSick = SeedTimeOff(days: day..<day + 1, reason: "Sick")
                if day < timeline.today, !result.contains(where: { $0.days.overlaps(isSick.days) }) {
                    result.append(isSick)
                }
            }
        }
        return result.sorted { $0.days.lowerBound < $1.days.lowerBound }
    }
}
