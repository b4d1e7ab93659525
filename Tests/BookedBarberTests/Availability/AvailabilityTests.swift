import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct AvailabilityTests {
    private func slots(_ shop: TestShop, _ date: String, at now: Date = now) async throws -> [String] {
        let free = try await shop.repositories.availability.slots(
            of: shop.barber.id, for: shop.cut.id, on: day(date), at: now)
        return clockTimes(free.starts, "America/New_York")
    }

    @Test func aFreeDayIsFreeFromOpeningToClosing() async throws {
        try await TestShop.with("availability") { shop in
            let times = try await slots(shop, "2026-11-24")

            #expect(times.count == 31)
            #expect(times.first == "09:00" && times.last == "16:30")
        }
    }

    @Test func bookingsAndTimeOffAreLeftOut() async throws {
        try await TestShop.with("availability") { shop in
            try await shop.book(shop.tuesday("10:00"))
            _ = try await shop.repositories.schedules.addTimeOff(
                of: shop.barber.id, during: shop.tuesday("11:00")..<shop.tuesday("17:00"), by: shop.barber.caller,
                at: now)

            #expect(try await slots(shop, "2026-11-24") == ["09:00", "09:15"])
        }
    }

    @Test func everySlotThatIsOfferedCanBeBookedAndNoOther() async throws {
        try await TestShop.with("availability") { shop in
            try await shop.book(shop.tuesday("12:00"), for: shop.otherClient)
            let free = try await shop.repositories.availability.slots(
                of: shop.barber.id, for: shop.cut.id, on: day("2026-11-24"), at: now
            ).starts
            var start = shop.tuesday("08:00")
            while start < shop.tuesday("18:00") {
                let booked = try? await shop.book(start)
                #expect((booked != nil) == free.contains(start), "\(start)")
                if let booked {
                    _ = try await shop.repositories.appointments.change(
                        booked.id, .cancel, by: shop.client.caller, expecting: 1, at: now)
                }
                start += 900
            }
        }
    }

    @Test func todayBeginsNow() async throws {
        try await TestShop.with("availability") { shop in
            let times = try await slots(shop, "2026-11-23", at: utc("2026-11-23T20:50:00Z"))

            #expect(times == ["16:00", "16:15", "16:30"])
        }
    }

    @Test func weekendsThePastAndTheFarFutureAreEmpty() async throws {
        try await TestShop.with("availability") { shop in
            for date in ["2026-11-22", "2026-11-28", "2026-11-20", "2027-02-02"] {
                let times = try await slots(shop, date)
                #expect(times.isEmpty)
            }
        }
    }

    @Test func theNextSlotsBeginAfterWhatIsTaken() async throws {
        try await TestShop.with("availability") { shop in
            try await shop.book(shop.tuesday("10:00"))
            let next = try await shop.repositories.availability.nextSlots(
                of: shop.barber.id, for: shop.cut.id, from: shop.tuesday("10:00"), limit: 3, at: now)

            #expect(clockTimes(next.starts, "America/New_York") == ["10:45", "11:00", "11:15"])
        }
    }

    @Test func theNextSlotsGoOnOverTheWeekend() async throws {
        try await TestShop.with("availability") { shop in
            let friday = shop.tuesday("16:45") + 3 * 86400
            let next = try await shop.repositories.availability.nextSlots(
                of: shop.barber.id, for: shop.cut.id, from: friday, limit: 1, at: now)

            #expect(next.starts == [utc("2026-11-30T14:00:00Z")])
        }
    }

    @Test func whatIsNotOfferedSaysSo() async throws {
        try await TestShop.with("availability") { shop in
            let availability = shop.repositories.availability
            func ask(_ barber: User, _ service: ShopService.ID, _ date: CalendarDate = day("2026-11-24")) async throws
                -> FreeSlots
            {
                try await availability.slots(of: barber.id, for: service, on: date, at: now)
            }

            await refused(.notOffered) { try await ask(shop.colleague, shop.shave.id) }
            await refused(.notFound) { try await ask(shop.otherBarber, shop.cut.id) }
            await refused(.notFound) { try await ask(shop.client, shop.cut.id) }
            await refused(.invalid, field: "date") { try await ask(shop.barber, shop.cut.id, .infinity) }
        }
    }

    @Test func anInactiveBarberTakesNoBookings() async throws {
        try await TestShop.with("availability") { shop in
            try await shop.database.write("UPDATE barbers SET is_active = false WHERE id = \(shop.barber.id)")

            await refused(.notOffered) { try await slots(shop, "2026-11-24") }
            await refused(.notOffered) { try await shop.book(shop.tuesday("10:00")) }
        }
    }
}
