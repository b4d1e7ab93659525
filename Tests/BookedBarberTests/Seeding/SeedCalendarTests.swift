import Foundation
import Postgres
import Testing

@testable import BookedBarber

@Suite("The calendar of the demo data")
struct SeedCalendarTests {
    @Test("has the weekdays, months and days of the calendar")
    func days() {
        for number in stride(from: -800_000, to: 800_000, by: 37) {
            let date = CalendarDate.epoch.plus(number)

            let day = DayNumber(value: number)

            #expect(day.weekday == date.weekday)
            #expect(day.civil == (date.year, date.month, date.day))
        }
    }

    @Test("agrees with the shop's wall clock on every working hour of three years", arguments: SeedCity.all)
    func clocks(city: SeedCity) throws {
        let clock = try ShopClock(city.timeZone)
        let reference = LocalClock(timeZone: try #require(TimeZone(identifier: city.timeZone)))

        for number in 20_000..<21_100 {
            let date = CalendarDate.epoch.plus(number)
            let day = DayNumber(value: number)
            for hour in [8, 13, 20] {
                let instant = clock.daytime(of: day).instant(minute: hour * 60)
                let time = try #require(TimeOfDay(hour: hour, minute: 0))
                #expect(Date(seconds: instant) == reference.instant(date, time))
                #expect(clock.day(at: instant) == day)
            }
            #expect(Date(seconds: clock.start(of: day)) == reference.day(date).lowerBound)
        }
    }

    @Test("names a time zone that is not known")
    func unknownZone() {
        #expect(throws: SeedError.self) { try ShopClock("Mars/Olympus_Mons") }
    }
}

@Suite("The size of the demo data")
struct SeedPlanTests {
    @Test("at scale 1 is what is promised")
    func full() throws {
        let plan = try SeedPlan(scale: 1)

        #expect(plan.shops == 10)
        #expect(plan.barbers == 60)
        #expect(plan.clients == 20_000)
        #expect(plan.appointments == 250_000)
        #expect(plan.barbersByShop.reduce(0, +) == 60)
        #expect(Set(plan.barbersByShop).count > 4)
    }

    @Test("never falls below a shop with three barbers", arguments: [0.001, 0.01, 0.02, 0.1, 0.25, 0.7, 3.3, 100])
    func fractions(scale: Double) throws {
        let plan = try SeedPlan(scale: scale)

        #expect(plan.shops >= 1)
        #expect(plan.barbersByShop.count == plan.shops)
        #expect(plan.barbersByShop.reduce(0, +) == plan.barbers)
        #expect(plan.barbersByShop.allSatisfy { $0 >= 3 })
        #expect(plan.clients >= 20)
        #expect(plan.appointments == Int((250_000 * scale).rounded()))
    }

    @Test("that cannot be made is refused", arguments: [0, -1, 0.0009, 100.1, .infinity, .nan])
    func refused(scale: Double) {
        let error = #expect(throws: SeedError.self) { try SeedPlan(scale: scale) }

        #expect(error?.code == .scaleOutOfRange)
    }
}
