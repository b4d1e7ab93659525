import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct AnalyticsTests {
    private let week: LocalPeriod

    init() throws {
        week = try LocalPeriod(day("2026-11-23"), through: day("2026-11-29"))
    }

    @Test func revenueByDayHasEveryDayOfTheShopsClock() async throws {
        try await TestShop.with("analytics") { shop in
            // 23:30 on Tuesday in New York is Wednesday in Greenwich.
            let late = try await shop.paid(shop.tuesday("10:00"))
            try await shop.database.write(
                "UPDATE payments SET created_at = \(shop.tuesday("23:30")) WHERE id = \(late.id)")
            _ = try await shop.paid(shop.tuesday("11:00"))
            let partly = try await shop.paid(shop.tuesday("10:00") + 86400)
            _ = try await shop.repositories.payments.refund(
                partly.id, amountMinor: 1000, by: shop.owner.caller, at: now)
            _ = try await shop.intent(shop.book(shop.tuesday("12:00")), at: shop.tuesday("12:00"))

            let days = try await shop.repositories.analytics.revenueByDay(
                of: shop.location.id, week, for: shop.owner.caller)

            #expect(days.map(\.day) == week.days)
            #expect(days.map(\.revenue.payments) == [0, 2, 1, 0, 0, 0, 0])
            #expect(days[1].revenue.gross.minorUnits == 8000 && days[1].revenue.platformFee.minorUnits == 800)
            #expect(days[2].revenue.gross.minorUnits == 4000 && days[2].revenue.refunded.minorUnits == 1000)
            #expect(days[2].revenue.platformFee.minorUnits == 300 && days[2].revenue.barberShare.minorUnits == 2700)
        }
    }

    @Test func revenueByBarberAndByShopAddUpToTheSame() async throws {
        try await TestShop.with("analytics") { shop in
            _ = try await shop.paid(shop.tuesday("10:00"))
            _ = try await shop.paid(shop.tuesday("11:00"), with: shop.colleague)
            _ = try await shop.paid(shop.tuesday("12:00"), with: shop.colleague)
            let analytics = shop.repositories.analytics
            let barbers = try await analytics.revenueByBarber(of: shop.location.id, week, for: shop.manager.caller)
            let shops = try await analytics.revenueByLocation(week, for: shop.owner.caller)

            #expect(barbers.map(\.barberName) == ["colleague", "barber"])
            #expect(barbers.map(\.revenue.gross.minorUnits) == [8000, 4000])
            #expect(shops.map(\.locationID) == [shop.location.id])
            #expect(shops[0].revenue.gross.minorUnits == 12000 && shops[0].revenue.payments == 3)
            #expect(shops[0].revenue.platformFee.minorUnits + shops[0].revenue.barberShare.minorUnits == 12000)
        }
    }

    @Test func aShopsPeriodIsOnItsOwnClock() async throws {
        try await TestShop.with("analytics") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))
            let period = try LocalPeriod(day("2026-11-24"), through: day("2026-11-24"))
            for (instant, counted) in [
                ("2026-11-24T04:59:59Z", 0), ("2026-11-24T05:00:00Z", 1), ("2026-11-25T04:59:59Z", 1),
                ("2026-11-25T05:00:00Z", 0),
            ] {
                try await shop.database.write(
                    "UPDATE payments SET created_at = \(utc(instant)) WHERE id = \(payment.id)")
                let shops = try await shop.repositories.analytics.revenueByLocation(period, for: shop.manager.caller)
                #expect(shops.map(\.revenue.payments) == [counted], "\(instant)")
            }
        }
    }

    @Test func anAdminSeesAllShopsAndAClientNone() async throws {
        try await TestShop.with("analytics") { shop in
            let analytics = shop.repositories.analytics

            func count(_ user: User) async throws -> Int {
                try await analytics.revenueByLocation(week, for: user.caller).count
            }

            for (user, expected) in [(shop.admin, 2), (shop.client, 0), (shop.barber, 0)] {
                let count = try await count(user)
                #expect(count == expected)
            }
        }
    }

    @Test func theFiguresOfAShopAreForWhoManagesIt() async throws {
        try await TestShop.with("analytics") { shop in
            let analytics = shop.repositories.analytics
            let id = shop.location.id
            for user in [shop.client, shop.barber, shop.otherOwner] {
                let caller = user.caller
                await refused(.notFound) { try await analytics.revenueByDay(of: id, week, for: caller) }
                await refused(.notFound) { try await analytics.revenueByBarber(of: id, week, for: caller) }
                await refused(.notFound) { try await analytics.topServices(of: id, week, for: caller) }
                await refused(.notFound) { try await analytics.attendance(of: id, week, for: caller) }
                await refused(.notFound) { try await analytics.busiestHours(of: id, week, for: caller) }
                await refused(.notFound) { try await analytics.topClients(of: id, for: caller) }
                await refused(.notFound) { try await analytics.lifetimeValue(of: shop.client.id, in: id, for: caller) }
            }
        }
    }

    @Test func topServicesAreThoseCompletedMostOften() async throws {
        try await TestShop.with("analytics") { shop in
            for (index, service) in [shop.cut, shop.shave, shop.shave, shop.cut, shop.shave].enumerated() {
                let booked = try await shop.book(
                    shop.tuesday("09:00") + TimeInterval(index * 3600), with: shop.barber, service)
                guard index < 3 || index == 4 else { continue }
                try await finish(shop, booked, .complete)
            }
            let top = try await shop.repositories.analytics.topServices(
                of: shop.location.id, week, for: shop.owner.caller)
            let first = try await shop.repositories.analytics.topServices(
                of: shop.location.id, week, limit: 1, for: shop.owner.caller)

            #expect(top.map(\.serviceName) == ["Shave", "Cut"])
            #expect(top.map(\.appointments) == [3, 1])
            #expect(top.map(\.value.minorUnits) == [7500, 4000])
            #expect(first == [top[0]])
            await refused(.invalid, field: "limit") {
                try await shop.repositories.analytics.topServices(
                    of: shop.location.id, week, limit: 0, for: shop.owner.caller)
            }
        }
    }

    @Test func attendanceCountsHowAppointmentsEnded() async throws {
        try await TestShop.with("analytics") { shop in
            let ends: [AppointmentAction?] = [.complete, .complete, .complete, .markNoShow, .cancel, nil]
            for (index, end) in ends.enumerated() {
                let booked = try await shop.book(shop.tuesday("09:00") + TimeInterval(index * 3600))
                if let end { try await finish(shop, booked, end) }
            }
            let attendance = try await shop.repositories.analytics.attendance(
                of: shop.location.id, week, for: shop.owner.caller)

            #expect(attendance.total == Attendance(completed: 3, noShow: 1, cancelled: 1, open: 1))
            #expect(attendance.total.noShowRate == 0.25)
            #expect(attendance.barbers.map(\.barberName) == ["barber"])
            #expect(Attendance.none.noShowRate == nil)
        }
    }

    @Test func busiestHoursAreOnTheShopsClock() async throws {
        try await TestShop.with("analytics") { shop in
            try await shop.book(shop.tuesday("10:00"))
            try await shop.book(shop.tuesday("10:30"), with: shop.colleague)
            try await shop.book(shop.tuesday("16:00"))
            let cancelled = try await shop.book(shop.tuesday("15:00"))
            try await finish(shop, cancelled, .cancel)
            let hours = try await shop.repositories.analytics.busiestHours(
                of: shop.location.id, week, for: shop.owner.caller)

            #expect(
                hours == [
                    HourOfWeek(weekday: 2, hour: 10, appointments: 2),
                    HourOfWeek(weekday: 2, hour: 16, appointments: 1),
                ])
        }
    }

    @Test func aClientIsWorthWhatTheyPaidLessWhatTheyGotBack() async throws {
        try await TestShop.with("analytics") { shop in
            let first = try await shop.paid(shop.tuesday("10:00"))
            let second = try await shop.paid(shop.tuesday("11:00") + 86400)
            _ = try await shop.paid(shop.tuesday("12:00"), for: shop.otherClient)
            _ = try await shop.repositories.payments.refund(second.id, amountMinor: 500, by: shop.owner.caller, at: now)
            let analytics = shop.repositories.analytics
            let top = try await analytics.topClients(of: shop.location.id, for: shop.owner.caller)
            let one = try await analytics.lifetimeValue(
                of: shop.client.id, in: shop.location.id, for: shop.owner.caller)

            #expect(top.map(\.clientName) == ["client", "other.client"])
            #expect(top.map(\.value.minorUnits) == [7500, 4000])
            #expect(one == top[0])
            #expect(one?.firstPaymentAt == first.createdAt && one?.lastPaymentAt == second.createdAt)
            #expect(
                try await analytics.lifetimeValue(
                    of: shop.manager.id, in: shop.location.id, for: shop.owner.caller) == nil)
        }
    }

    private func finish(_ shop: TestShop, _ booked: Appointment, _ end: AppointmentAction) async throws {
        var version = 1
        let way: [AppointmentAction] =
            switch end {
            case .complete: [.confirm, .start, .complete]
            case .markNoShow: [.confirm, .markNoShow]
            default: [end]
            }
        for action in way {
            _ = try await shop.repositories.appointments.change(
                booked.id, action, by: shop.owner.caller, expecting: version, at: booked.startsAt)
            version += 1
        }
    }
}
