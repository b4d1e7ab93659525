import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct ScheduleTests {
    private func hours(_ weekday: Int, _ opens: String, _ closes: String) throws -> WeeklyHours {
        try WeeklyHours(weekday: weekday, opens: time(opens), closes: time(closes))
    }

    @Test func aWeekIsReplacedAsAWhole() async throws {
        try await TestShop.with("schedule") { shop in
            let week = [try hours(6, "10:00", "14:00"), try hours(1, "13:00", "24:00"), try hours(1, "09:00", "12:00")]
            let schedule = try await shop.repositories.schedules.replaceHours(
                of: shop.barber.id, with: week, by: shop.owner.caller, expecting: 2, at: now)

            #expect(schedule.hours == [week[2], week[1], week[0]])
            #expect(schedule.version == 3 && schedule.timeZoneName == "America/New_York")
            #expect(try await shop.repositories.schedules.find(shop.barber.id, at: now) == schedule)
        }
    }

    @Test func aWeekCanBeEmpty() async throws {
        try await TestShop.with("schedule") { shop in
            let schedule = try await shop.repositories.schedules.replaceHours(
                of: shop.barber.id, with: [], by: shop.barber.caller, expecting: 2, at: now)

            #expect(schedule.hours.isEmpty)
            await refused(.outsideWorkingHours) { try await shop.book(shop.tuesday("10:00")) }
        }
    }

    @Test func anOlderVersionIsRefusedAndNothingChanges() async throws {
        try await TestShop.with("schedule") { shop in
            let refusal = await refused(.versionConflict) {
                try await shop.repositories.schedules.replaceHours(
                    of: shop.barber.id, with: [], by: shop.barber.caller, expecting: 1, at: now)
            }

            #expect(refusal?.currentVersion == 2)
            let count = try await shop.repositories.schedules.find(shop.barber.id, at: now)?.hours.count
            #expect(count == 5)
        }
    }

    @Test func onlyTheBarberAndWhoManagesTheShopMayChangeIt() async throws {
        try await TestShop.with("schedule") { shop in
            let schedules = shop.repositories.schedules
            let off = shop.tuesday("12:00")..<shop.tuesday("13:00")
            func add(_ user: User) async throws -> TimeOff {
                try await schedules.addTimeOff(of: shop.barber.id, during: off, by: user.caller, at: now)
            }

            for user in [shop.barber, shop.manager, shop.owner, shop.admin] { _ = try await add(user) }
            await refused(.notAllowed) { try await add(shop.colleague) }
            for user in [shop.client, shop.otherOwner, shop.otherBarber] {
                await refused(.notFound) { try await add(user) }
            }
            await refused(.notFound) {
                try await schedules.addTimeOff(of: shop.client.id, during: off, by: shop.owner.caller, at: now)
            }
        }
    }

    @Test func timeOffIsListedUntilItIsOverOrRemoved() async throws {
        try await TestShop.with("schedule") { shop in
            let schedules = shop.repositories.schedules
            let late = try await schedules.addTimeOff(
                of: shop.barber.id, during: shop.tuesday("15:00")..<shop.tuesday("16:00"), reason: "Dentist",
                by: shop.barber.caller, at: now)
            let early = try await schedules.addTimeOff(
                of: shop.barber.id, during: shop.tuesday("09:00")..<shop.tuesday("10:00"), by: shop.barber.caller,
                at: now)
            func listed(_ instant: Date) async throws -> [TimeOff]? {
                try await schedules.find(shop.barber.id, at: instant)?.timeOff
            }

            #expect(late.reason == "Dentist")
            #expect(try await listed(now) == [early, late])
            #expect(try await listed(shop.tuesday("10:00")) == [late])
            try await schedules.removeTimeOff(late.id, of: shop.barber.id, by: shop.owner.caller, at: now)
            #expect(try await listed(now) == [early])
            #expect(try await schedules.find(shop.barber.id, at: now)?.version == 5)
        }
    }

    @Test func timeOffOfAnotherBarberIsNotFound() async throws {
        try await TestShop.with("schedule") { shop in
            let schedules = shop.repositories.schedules
            let off = try await schedules.addTimeOff(
                of: shop.colleague.id, during: shop.tuesday("15:00")..<shop.tuesday("16:00"),
                by: shop.colleague.caller, at: now)

            await refused(.notFound) {
                try await schedules.removeTimeOff(off.id, of: shop.barber.id, by: shop.barber.caller, at: now)
            }
            #expect(try await schedules.find(shop.barber.id, at: now)?.version == 2)
            #expect(try await schedules.find(shop.colleague.id, at: now)?.timeOff == [off])
        }
    }

    @Test func timeOffThatCannotBeIsRefused() async throws {
        try await TestShop.with("schedule") { shop in
            func add(_ from: Date, _ to: Date) async throws -> TimeOff {
                try await shop.repositories.schedules.addTimeOff(
                    of: shop.barber.id, during: from..<to, by: shop.barber.caller, at: now)
            }

            await refused(.invalid, field: "endsAt") { try await add(now, now) }
            await refused(.invalid, field: "endsAt") { try await add(now - 7200, now - 3600) }
            await refused(.invalid, field: "endsAt") { try await add(now, now + 400 * 86400) }
        }
    }

    @Test func thereIsALimitOfTimeOff() async throws {
        try await TestShop.with("schedule") { shop in
            try await shop.database.write(
                """
                INSERT INTO barber_time_off (barber_id, starts_at, ends_at)
                SELECT \(shop.barber.id), \(now), \(now + 3600)
                FROM generate_series(1, \(Schedules.timeOffLimit))
                """)

            await refused(.invalid) {
                try await shop.repositories.schedules.addTimeOff(
                    of: shop.barber.id, during: now..<now + 60, by: shop.barber.caller, at: now)
            }
        }
    }

    @Test func thereIsNoScheduleOfSomebodyWhoIsNoBarber() async throws {
        try await TestShop.with("schedule") { shop in
            let schedule = try await shop.repositories.schedules.find(shop.client.id, at: now)
            #expect(schedule == nil)
        }
    }
}
