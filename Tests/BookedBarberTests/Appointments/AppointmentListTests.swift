import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import Testing

@testable import BookedBarber

@Suite struct AppointmentListTests {
    /// Five appointments from nine o'clock on, an hour apart, booked on the day before.
    private func five(_ shop: TestShop) async throws -> [Appointment] {
        var booked: [Appointment] = []
        for hour in 0..<5 { booked.append(try await shop.book(shop.tuesday("09:00") + TimeInterval(hour * 3600))) }
        try await shop.book(shop.tuesday("15:00"), for: shop.otherClient)
        return booked
    }

    @Test func upcomingOnesComePageByPageNextFirst() async throws {
        try await TestShop.with("list") { shop in
            let booked = try await five(shop)
            var pages: [[Appointment.ID]] = []
            var cursor: PageCursor?
            repeat {
                let page = try await shop.repositories.appointments.upcoming(
                    of: shop.client.id, at: now, after: cursor, limit: 2)
                pages.append(page.items.map(\.appointment.id))
                cursor = page.next
            } while cursor != nil

            #expect(pages == [Array(booked[0..<2].map(\.id)), Array(booked[2..<4].map(\.id)), [booked[4].id]])
        }
    }

    @Test func pastOnesComePageByPageLatestFirst() async throws {
        try await TestShop.with("list") { shop in
            let booked = try await five(shop)
            let later = shop.tuesday("18:00")
            var found: [Appointment.ID] = []
            var cursor: PageCursor?
            repeat {
                let page = try await shop.repositories.appointments.past(
                    of: shop.client.id, at: later, after: cursor, limit: 2)
                found += page.items.map(\.appointment.id)
                cursor = page.next
            } while cursor != nil

            #expect(found == booked.reversed().map(\.id))
        }
    }

    @Test func nothingIsInBothListsAndCancelledOnesAreNotUpcoming() async throws {
        try await TestShop.with("list") { shop in
            let booked = try await five(shop)
            let appointments = shop.repositories.appointments
            _ = try await appointments.change(booked[4].id, .cancel, by: shop.client.caller, expecting: 1, at: now)
            let noon = shop.tuesday("11:00")
            let upcoming = try await appointments.upcoming(of: shop.client.id, at: noon)
            let past = try await appointments.past(of: shop.client.id, at: noon)

            #expect(upcoming.items.map(\.appointment.id) == [booked[2].id, booked[3].id])
            #expect(past.items.map(\.appointment.id) == [booked[1].id, booked[0].id])
        }
    }

    @Test func simultaneousOnesAreNeitherLostNorRepeated() async throws {
        try await TestShop.with("list") { shop in
            try await shop.book(shop.tuesday("10:00"))
            try await shop.book(shop.tuesday("10:00"), with: shop.colleague)
            let appointments = shop.repositories.appointments
            let first = try await appointments.upcoming(of: shop.client.id, at: now, limit: 1)
            let second = try await appointments.upcoming(of: shop.client.id, at: now, after: first.next, limit: 1)
            let last = try await appointments.past(of: shop.client.id, at: shop.tuesday("12:00"), limit: 1)
            let before = try await appointments.past(
                of: shop.client.id, at: shop.tuesday("12:00"), after: last.next, limit: 1)

            #expect(Set([first.items[0].appointment.id, second.items[0].appointment.id]).count == 2)
            #expect(second.next == nil)
            #expect(Set([last.items[0].appointment.id, before.items[0].appointment.id]).count == 2)
        }
    }

    @Test func anItemNamesWhatAPersonWantsToRead() async throws {
        try await TestShop.with("list") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            let item = try await shop.repositories.appointments.upcoming(of: shop.client.id, at: now).items.first

            #expect(
                item
                    == AppointmentDetails(
                        appointment: booked, locationName: "Fade Street", timeZoneName: "America/New_York",
                        barberName: "barber", clientName: "client", serviceName: "Cut"))
        }
    }

    @Test func aCalendarHasTheDaysOfTheShopsClock() async throws {
        try await TestShop.with("list") { shop in
            let booked = try await five(shop)
            try await shop.book(shop.tuesday("10:00") + 86400)
            let appointments = shop.repositories.appointments
            let tuesday = try await appointments.calendar(
                of: shop.barber.id, from: day("2026-11-24"), days: 1, for: shop.barber.caller)
            let week = try await appointments.calendar(
                of: shop.barber.id, from: day("2026-11-23"), days: 7, for: shop.owner.caller)

            #expect(tuesday.from == utc("2026-11-24T05:00:00Z") && tuesday.to == utc("2026-11-25T05:00:00Z"))
            #expect(tuesday.timeZoneName == "America/New_York")
            #expect(tuesday.appointments.count == 6)
            #expect(Array(tuesday.appointments.prefix(5).map(\.appointment)) == booked)
            #expect(week.appointments.count == 7)
        }
    }

    @Test func aCalendarIsForTheBarberAndWhoManagesTheShop() async throws {
        try await TestShop.with("list") { shop in
            func see(_ user: User) async throws -> BarberCalendar {
                try await shop.repositories.appointments.calendar(
                    of: shop.barber.id, from: day("2026-11-24"), days: 7, for: user.caller)
            }

            for user in [shop.barber, shop.manager, shop.owner, shop.admin] { _ = try await see(user) }
            for user in [shop.client, shop.colleague, shop.otherOwner, shop.otherBarber] {
                await refused(.notFound) { try await see(user) }
            }
            await refused(.invalid, field: "days") {
                try await shop.repositories.appointments.calendar(
                    of: shop.barber.id, from: day("2026-11-24"), days: 32, for: shop.owner.caller)
            }
            await refused(.invalid, field: "from") {
                try await shop.repositories.appointments.calendar(
                    of: shop.barber.id, from: .infinity, days: 1, for: shop.owner.caller)
            }
        }
    }

    /// In Havana the clock showed the midnight at which 1 November 2026 began twice.
    @Test(arguments: ["America/Havana", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])
    func aCalendarHasTheSameDaysWithAndWithoutACache(timeZone: String) async throws {
        try await TestShop.with("list") { shop in
            try await shop.database.transaction { transaction in
                _ = try await transaction.query(
                    "UPDATE locations SET time_zone = \(timeZone) WHERE id = \(shop.location.id)")
                _ = try await transaction.query(
                    """
                    INSERT INTO appointments (
                        id, starts_at, ends_at, location_id, barber_id, client_id, service_id, status, buffer_minutes,
                        price_minor, currency, notes, created_at, updated_at
                    )
                    SELECT numbered_in_month(nextval('appointments_id_seq'), t), t, t + INTERVAL '20 minutes',
                        \(shop.location.id), \(shop.barber.id), \(shop.client.id), \(shop.cut.id), 'confirmed', 0, 100, 'USD',
                        '', t, t
                    FROM generate_series(
                        '2026-11-01T00:00Z'::timestamptz, '2026-11-03T23:30Z', INTERVAL '30 minutes') t
                    """)
            }
            let cache = try QueryCache(database: shop.database, logger: Logger(label: "cache"))
            let cached = Repositories(database: shop.database, cache: cache, hasher: .cheap())
            for date in ["2026-11-01", "2026-11-02", "2026-11-03"] {
                let with = try await cached.appointments.calendar(
                    of: shop.barber.id, from: day(date), days: 1, for: shop.barber.caller)
                let without = try await shop.repositories.appointments.calendar(
                    of: shop.barber.id, from: day(date), days: 1, for: shop.barber.caller)

                #expect(without == with)
                #expect(without.timeZoneName == timeZone)
                #expect(without.appointments.allSatisfy { ($0.appointment.startsAt) >= without.from })
            }
            let middle = try await shop.repositories.appointments.calendar(
                of: shop.barber.id, from: day("2026-11-02"), days: 1, for: shop.barber.caller)
            #expect(middle.appointments.count == 48)
        }
    }

    @Test func theColumnsOfARowStandWhereTheyAreRead() {
        func names(_ columns: Query) -> [String] {
            columns.sql.split(separator: ", ").map { column in
                String(column.split(separator: " ").last?.split(separator: ".").last ?? "")
            }
        }
        let appointment = [
            "id", "location_id", "barber_id", "client_id", "service_id", "starts_at", "ends_at", "buffer_minutes",
            "status", "price_minor", "currency", "notes", "cancelled_at", "version", "created_at", "updated_at",
        ]

        #expect(names(Appointment.columns) == appointment)
        #expect(appointment.count == Appointment.columnCount)
        #expect(
            names(AppointmentDetails.columns)
                == appointment + ["location_name", "time_zone", "barber_name", "client_name", "service_name"])
        #expect(names(AppointmentDetails.columns).count == AppointmentDetails.columnCount)
        #expect(
            names(User.columns) == ["id", "email", "full_name", "phone", "role", "version", "created_at"])
    }
}
