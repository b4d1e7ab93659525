import Foundation
import Postgres
import PostgresDatabase

@testable import BookedBarber

/// A shop in New York with two barbers who work on weekdays from nine to five, and a second shop that must not matter.
struct TestShop: Sendable {
    let database: Database
    let repositories: Repositories
    let location: Location
    let owner: User
    let manager: User
    let barber: User
    let colleague: User
    let client: User
    let otherClient: User
    let admin: User
    /// 30 minutes, 10 minutes of buffer, 40 dollars.
    let cut: ShopService
    /// 20 minutes, no buffer, 25 dollars; only the first barber offers it.
    let shave: ShopService
    let otherLocation: Location
    let otherOwner: User
    let otherBarber: User

    /// Runs `body` with a shop in a database of its own.
    @discardableResult
    static func with<R: Sendable>(_ name: String, _ body: (TestShop) async throws -> R) async throws -> R {
        try await TestDatabase.withMigrated(name) { database in try await body(TestShop(in: database)) }
    }

    init(in database: Database) async throws {
        let repositories = Repositories(database: database, hasher: .cheap())
        let hash = PasswordHash(parameters: .init(logN: 4, r: 8, p: 1), salt: Array(0..<16), key: Array(0..<32))
        func user(_ name: String, _ role: Role) async throws -> User {
            try await repositories.users.create(
                NewUser(email: "\(name)@example.com", fullName: name, role: role), passwordHash: hash, at: now)
        }
        self.database = database
        self.repositories = repositories
        owner = try await user("owner", .owner)
        manager = try await user("manager", .manager)
        barber = try await user("barber", .barber)
        colleague = try await user("colleague", .barber)
        client = try await user("client", .client)
        otherClient = try await user("other.client", .client)
        admin = try await user("admin", .admin)
        otherOwner = try await user("other.owner", .owner)
        otherBarber = try await user("other.barber", .barber)
        location = try await repositories.shops.create(
            NewLocation(
                name: "Fade Street", address: "1 Fade Street", timeZoneName: "America/New_York", currency: "USD"),
            owner: owner.id, at: now)
        otherLocation = try await repositories.shops.create(
            NewLocation(
                name: "Haarschnitt", address: "Zopfgasse 2", timeZoneName: "Europe/Berlin", currency: "EUR"),
            owner: otherOwner.id, at: now)
        try await repositories.shops.addManager(manager.id, to: location.id)
        cut = try await repositories.services.create(
            NewService(name: "Cut", durationMinutes: 30, bufferMinutes: 10, priceMinor: 4000), in: location.id, at: now)
        shave = try await repositories.services.create(
            NewService(name: "Shave", durationMinutes: 20, priceMinor: 2500), in: location.id, at: now)
        let schnitt = try await repositories.services.create(
            NewService(name: "Schnitt", durationMinutes: 30, priceMinor: 3000), in: otherLocation.id, at: now)
        try await addBarber(barber, to: location, offering: [cut.id, shave.id])
        try await addBarber(colleague, to: location, offering: [cut.id])
        try await addBarber(otherBarber, to: otherLocation, offering: [schnitt.id])
    }

    func addBarber(_ user: User, to location: Location, offering services: [ShopService.ID]) async throws {
        _ = try await repositories.barbers.add(
            user.id, to: location.id, displayName: user.fullName, offering: services, at: now)
        let hours = try (1...5).map { try WeeklyHours(weekday: $0, opens: time("09:00"), closes: time("17:00")) }
        _ = try await repositories.schedules.replaceHours(
            of: user.id, with: hours, by: user.caller, expecting: 1, at: now)
    }

    /// Tuesday after ``now``, at this time in New York.
    func tuesday(_ text: String) -> Date {
        guard let zone = TimeZone(identifier: location.timeZoneName) else { preconditionFailure("no such zone") }
        return LocalClock(timeZone: zone).instant(day("2026-11-24"), time(text))
    }

    @discardableResult
    func book(
        _ startsAt: Date, with barber: User? = nil, _ service: ShopService? = nil, for client: User? = nil,
        by caller: User? = nil, at now: Date = now
    ) async throws -> Appointment {
        let client = client ?? self.client
        let request = try BookingRequest(
            barberID: (barber ?? self.barber).id, serviceID: (service ?? cut).id, clientID: client.id,
            startsAt: startsAt)
        return try await repositories.appointments.book(request, by: (caller ?? client).caller, at: now)
    }

    /// A paid appointment: booked, confirmed, started and completed, its payment captured.
    func paid(_ startsAt: Date, with barber: User? = nil, for client: User? = nil) async throws -> Payment {
        let appointment = try await book(startsAt, with: barber, for: client)
        let payment = try await intent(appointment, at: startsAt)
        let event = StripeEvent(
            id: "evt_\(payment.id)", type: "payment_intent.succeeded", intentID: payment.intentID,
            amountMinor: payment.amount.minorUnits, currency: "usd")
        _ = try await repositories.payments.apply(event, at: startsAt)
        guard let captured = try await repositories.payments.find(intent: payment.intentID) else {
            preconditionFailure("the payment was just made")
        }
        return captured
    }

    func intent(_ appointment: Appointment, at now: Date = now) async throws -> Payment {
        try await database.transaction { transaction in
            try await repositories.payments.intent(
                for: appointment.id, by: owner.caller, at: now, in: transaction)
        }
    }

    func count(_ table: String) async throws -> Int {
        try await database.read("SELECT count(*) FROM \(identifier: table)").decode(Int.self)[0]
    }
}
