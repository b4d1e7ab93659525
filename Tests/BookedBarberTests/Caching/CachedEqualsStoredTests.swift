import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import Testing

@testable import BookedBarber

/// Whatever is written, in whatever order: what is read through the cache is what the database says.
@Suite struct CachedEqualsStoredTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func afterEachWriteEveryReadIsAsIfThereWereNoCache(seed: UInt64) async throws {
        try await TestShop.with("cached-equals") { shop in
            let cache = try QueryCache(database: shop.database, logger: Logger(label: "cache"))
            let desk = WritingDesk(
                shop: shop, repositories: Repositories(database: shop.database, cache: cache, hasher: .cheap()),
                numbers: SplitMix64(seed: seed))
            let cached = CachedReads(shop: shop, repositories: desk.repositories)
            let stored = CachedReads(shop: shop, repositories: shop.repositories)
            for step in 0..<40 {
                let written = try await desk.write()
                for (name, value) in try await cached.all(at: now) {
                    let expected = try await stored.one(name, at: now)
                    #expect(value == expected, "seed \(seed), step \(step): \(name) after \(written)")
                }
                // Once more, to have it in the cache when the next write comes.
                _ = try await cached.all(at: now)
            }
            let statistics = cache.statistics
            #expect(
                statistics.kinds.map(\.memoryHits).reduce(0, +) > statistics.kinds.map(\.counts.misses).reduce(0, +))
        }
    }
}

/// Writes something at random, through repositories with a cache.
private final class WritingDesk {
    let shop: TestShop
    let repositories: Repositories
    private var numbers: SplitMix64
    private var made = 0
    private var appointments: [Appointment] = []

    init(shop: TestShop, repositories: Repositories, numbers: SplitMix64) {
        (self.shop, self.repositories, self.numbers) = (shop, repositories, numbers)
    }

    /// - Returns: what was done, or that it was refused.
    func write() async throws -> String {
        made += 1
        let what = Int.random(in: 0..<11, using: &numbers)
        do {
            return try await perform(what)
        } catch let error as DomainError {
            return "\(what) refused: \(error.message)"
        }
    }

    private func perform(_ what: Int) async throws -> String {
        let index = appointments.indices.randomElement(using: &numbers)
        switch what {
        case 0...2:
            let half = made % 2 == 0 ? "00" : "30"
            let time = "\(10 + Int.random(in: 0..<6, using: &numbers)):\(half)"
            let request = try BookingRequest(
                barberID: shop.barber.id, serviceID: shop.cut.id, startsAt: shop.tuesday(time))
            let client = Bool.random(using: &numbers) ? shop.client : shop.otherClient
            appointments.append(try await repositories.appointments.book(request, by: client.caller, at: now))
            return "booked \(time)"
        case 3, 4:
            guard let index else { return "nothing" }
            let action: AppointmentAction = what == 3 ? .cancel : .confirm
            appointments[index] = try await repositories.appointments.change(
                appointments[index].id, action, by: shop.owner.caller, expecting: appointments[index].version, at: now)
            return "\(action)"
        case 5:
            guard let index else { return "nothing" }
            appointments[index] = try await repositories.appointments.reschedule(
                appointments[index].id, to: shop.tuesday("16:00"), by: shop.owner.caller,
                expecting: appointments[index].version, at: now)
            return "rescheduled"
        case 6:
            guard let index else { return "nothing" }
            let payment = try await repositories.transaction { [appointments, repositories, shop] transaction in
                try await repositories.payments.intent(
                    for: appointments[index].id, by: shop.owner.caller, at: now, in: transaction)
            }
            let event = StripeEvent(
                id: "evt_\(made)", type: "payment_intent.succeeded", intentID: payment.intentID,
                amountMinor: payment.amount.minorUnits, currency: "usd")
            _ = try await repositories.payments.apply(event, at: now)
            if Bool.random(using: &numbers) {
                _ = try await repositories.payments.refund(
                    payment.id, amountMinor: 100, by: shop.owner.caller, at: now)
            }
            return "paid"
        case 7:
            guard let user = try await shop.repositories.users.find(shop.client.id) else { return "nothing" }
            let change = try ProfileChange(fullName: "Client \(made)", phone: nil)
            _ = try await repositories.users.update(user.id, change, expecting: user.version, at: now)
            return "renamed"
        case 8:
            _ = try await repositories.schedules.addTimeOff(
                of: shop.barber.id, during: shop.tuesday("13:00")..<shop.tuesday("13:30"), by: shop.owner.caller,
                at: now)
            return "time off"
        case 9:
            _ = try await repositories.services.create(
                NewService(name: "Service \(made)", durationMinutes: 30, priceMinor: 100), in: shop.location.id, at: now
            )
            return "service"
        default:
            try await repositories.shops.addManager(shop.otherClient.id, to: shop.location.id)
            return "manager"
        }
    }
}

/// Everything that is read through the cache, as texts that can be compared.
private struct CachedReads {
    let shop: TestShop
    let repositories: Repositories

    static let names = [
        "upcoming", "past", "others", "calendar", "slots", "services", "barbers", "barber", "shops", "managed",
        "access", "schedule", "profile", "revenue by day", "revenue by barber", "revenue by shop", "top services",
        "attendance", "hours", "top clients", "lifetime value",
    ]

    func all(at now: Date) async throws -> [(String, String)] {
        var found: [(String, String)] = []
        for name in Self.names { found.append((name, try await one(name, at: now))) }
        return found
    }

    func one(_ name: String, at now: Date) async throws -> String {
        do {
            return "\(try await read(name, at: now))"
        } catch let error as DomainError {
            return "\(error.code)"
        }
    }

    private func read(_ name: String, at now: Date) async throws -> Any {
        let (owner, place) = (shop.owner.caller, shop.location.id)
        let week = try LocalPeriod(day("2026-11-20"), through: day("2026-11-27"))
        let (appointments, analytics) = (repositories.appointments, repositories.analytics)
        return switch name {
        case "upcoming": try await appointments.upcoming(of: shop.client.id, at: now, limit: 2).items
        case "past": try await appointments.past(of: shop.client.id, at: now + 30 * 86_400).items
        case "others": try await appointments.upcoming(of: shop.otherClient.id, at: now).items
        case "calendar":
            try await appointments.calendar(of: shop.barber.id, from: day("2026-11-24"), days: 2, for: owner)
        case "slots":
            try await repositories.availability.slots(
                of: shop.barber.id, for: shop.cut.id, on: day("2026-11-24"), at: now)
        case "services": try await repositories.services.list(of: place)
        case "barbers": try await repositories.barbers.list(of: place)
        case "barber": try await repositories.barbers.find(shop.barber.id) as Any
        case "shops": try await repositories.shops.list()
        case "managed": try await repositories.shops.managed(by: shop.otherClient.caller)
        case "access": try await repositories.barbers.access(of: shop.otherClient.caller, to: shop.barber.id) as Any
        case "schedule": try await repositories.schedules.find(shop.barber.id, at: now) as Any
        case "profile": try await repositories.users.find(shop.client.id) as Any
        case "revenue by day": try await analytics.revenueByDay(of: place, week, for: owner)
        case "revenue by barber": try await analytics.revenueByBarber(of: place, week, for: owner)
        case "revenue by shop": try await analytics.revenueByLocation(week, for: owner)
        case "top services": try await analytics.topServices(of: place, week, for: owner)
        case "attendance": try await analytics.attendance(of: place, week, for: owner)
        case "hours": try await analytics.busiestHours(of: place, week, for: shop.otherClient.caller)
        case "top clients": try await analytics.topClients(of: place, for: owner)
        default: try await analytics.lifetimeValue(of: shop.client.id, in: place, for: owner) as Any
        }
    }
}
