import Foundation
import Postgres
import Testing

@testable import BookedBarber

@Suite("Demo appointments")
struct SeedBookingTests {
    let data: DemoData

    init() throws {
        data = try DemoData.fourShops.get()
    }

    @Test("are exactly as many as planned", arguments: [0.001, 0.004, 0.05, 0.15])
    func count(scale: Double) throws {
        let data = try DemoData(scale: scale)

        #expect(data.bookings.count == data.plan.appointments)
    }

    @Test("of a barber never overlap, buffers included, except cancelled ones")
    func noOverlap() {
        let held = data.bookings.filter { $0.status != .cancelled }
        let byBarber = Dictionary(grouping: held, by: \.barberID)

        #expect(byBarber.count == data.plan.barbers)
        for bookings in byBarber.values {
            let sorted = bookings.sorted { $0.startsAt < $1.startsAt }
            #expect(
                zip(sorted, sorted.dropFirst()).allSatisfy { $0.endsAt + $0.buffer * 60 <= $1.startsAt })
        }
    }

    @Test("lie on the shop's grid, within working hours and outside time off")
    func workingHours() throws {
        for (place, shop) in data.shops.enumerated() {
            let clock = LocalClock(timeZone: try #require(TimeZone(identifier: shop.city.timeZone)))
            for barber in shop.barbers {
                let hours = try (1...7).flatMap { weekday in
                    try barber.week.hours(on: weekday).map {
                        try WeeklyHours(
                            weekday: weekday,
                            opens: #require(TimeOfDay(hour: $0.lowerBound / 60, minute: $0.lowerBound % 60)),
                            closes: #require(TimeOfDay(hour: $0.upperBound / 60, minute: $0.upperBound % 60)))
                    }
                }
                let workingTime = WorkingTime(hours: try WeeklyHours.checked(hours), clock: clock)
                let grid = SlotCalculator(workingTime: workingTime, stepMinutes: shop.slotMinutes)
                let away = barber.timeOff.map {
                    Date(
                        seconds: shop.clock.start(of: $0.days.lowerBound))..<Date(
                            seconds: shop.clock.start(of: $0.days.upperBound))
                }
                for booking in data.bookings.filter({ $0.shop == place && $0.barberID == barber.id }).prefix(900) {
                    let time = Date(seconds: booking.startsAt)..<Date(seconds: booking.endsAt)
                    #expect(grid.isAligned(time.lowerBound))
                    #expect(workingTime.contains(time))
                    #expect(!away.contains { $0.overlaps(time) })
                }
            }
        }
    }

    @Test("are of services that the barber offers, at the shop's price")
    func services() {
        for booking in data.bookings {
            let shop = data.shops[booking.shop]
            let barber = shop.barbers.first { $0.id == booking.barberID }
            let service = barber?.services.lazy.map { shop.services[$0] }.first { $0.id == booking.serviceID }

            #expect(service?.price(on: data.day(of: booking)) == booking.price)
            #expect(service?.item.minutes == booking.minutes)
        }
    }

    @Test("have a status that fits their time")
    func statuses() {
        for booking in data.bookings where booking.status != .cancelled {
            if booking.endsAt <= DemoData.now {
                #expect(booking.status == .completed || booking.status == .noShow)
            } else if booking.startsAt <= DemoData.now {
                #expect(booking.status == .inProgress)
            } else {
                #expect(booking.status == .confirmed || booking.status == .pending)
            }
        }
        for booking in data.bookings {
            #expect((booking.status == .cancelled) == (booking.cancelledAt != nil))
            #expect((booking.status == .cancelled) == (booking.cancelledBy != nil))
        }
    }

    @Test("are booked before they begin and after the client joined, and nothing lies in the future but their time")
    func order() {
        for (place, shop) in data.shops.enumerated() {
            let joined = Dictionary(
                uniqueKeysWithValues: data.history.clients(ofShop: place).enumerated().map {
                    (shop.clients[$0], $1.joinedAt)
                })
            for booking in data.bookings where booking.shop == place {
                #expect(joined[booking.clientID].map { $0 < booking.createdAt } == true)
                #expect(booking.createdAt < booking.startsAt)
                #expect(booking.createdAt <= booking.updatedAt)
                #expect(booking.updatedAt <= DemoData.now)
                if let cancelledAt = booking.cancelledAt {
                    #expect(booking.createdAt < cancelledAt && cancelledAt < booking.startsAt)
                }
            }
        }
        let everything = SeedTimeline.everything(around: DemoData.now)
        #expect(data.bookings.allSatisfy { everything.contains(Date(seconds: $0.createdAt)) })
        #expect(data.bookings.allSatisfy { everything.contains(Date(seconds: $0.endsAt)) })
        let latest = BookingRules.latestStart(at: Date(seconds: DemoData.now))
        #expect(data.bookings.allSatisfy { Date(seconds: $0.startsAt) <= latest })
    }
}
