/// How many appointments a shop has on which day: busy Fridays and Saturdays, seasons, growth over the years, and
/// fewer and fewer booked so far in the days to come.
struct DemandCurve: Sendable {
    /// Days at the end for what found no time before.
    private static let spareDays = 4

    private let cumulative: [Int]
    private let appointments: Int

    init(_ shop: SeedShop) {
        var sum = 0
        cumulative = (0..<shop.timeline.count).map { index in
            sum += Self.weight(of: shop.timeline.first + index, shop)
            return sum
        }
        appointments = shop.appointments
    }

    /// Appointments from the first day through this one (counted from the first); all of them on the last.
    func total(through index: Int) -> Int {
        Apportionment.share(of: appointments, cumulative[index], of: cumulative[cumulative.count - 1])
    }

    private static func weight(of day: DayNumber, _ shop: SeedShop) -> Int {
        let month = day.civil.month
        if shop.isHoliday(day) || day > shop.timeline.last - spareDays { return 0 }
        let weekdays = shop.opensOnSunday ? [0, 75, 85, 100, 145, 165, 80] : [75, 75, 85, 100, 145, 170, 0]
        let seasons = [90, 94, 99, 101, 104, 103, 96, 94, 101, 101, 100, 116]
        let age = min(day - shop.timeline.first, SeedPlan.pastDays)
        let growth = 800 + 400 * age / SeedPlan.pastDays
        let usual = weekdays[day.weekday - 1] * seasons[month - 1] * growth
        let ahead = day - shop.timeline.today
        return ahead <= 0 ? usual : usual * 24 * 24 / ((24 + ahead) * (24 + ahead))
    }
}
