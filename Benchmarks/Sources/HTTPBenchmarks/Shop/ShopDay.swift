import BenchmarkReport
import BookedBarber
import Foundation
import Logging
import Postgres
import PostgresDatabase

/// A shop with barbers, clients, and a day on which every barber has the same number of appointments.
struct ShopDay: Sendable {
    static let clients = 64
    static let barbers = 4
    static let appointments = 10

    /// Somebody who is signed in.
    struct Person: Sendable {
        let user: User
        let token: String
    }

    let clients: [Person]
    let barbers: [Person]
    /// In the shop's time zone, as it stands in a query.
    let date: String

    /// Fills an empty database.
    static func make(in database: Database) async throws -> ShopDay {
        let now = Date()
        try await Migrator(database: database).migrate()
        try await Maintenance(database: database, logger: Logger(label: "benchmark")).run(at: now)
        // What a hash costs is nothing that is measured here.
        let hasher = PasswordHasher(parameters: .init(logN: 4, r: 1, p: 1))
        let maker = ShopDayMaker(
            repositories: Repositories(database: database, hasher: hasher), password: try await hasher.hash("password"),
            now: now)
        return try await maker.make()
    }
}

private struct ShopDayMaker {
    private static let timeZone = "Europe/Berlin"

    let repositories: Repositories
    let password: PasswordHash
    let now: Date

    func make() async throws -> ShopDay {
        let owner = try await person("owner", .owner)
        let shop = try await repositories.shops.create(
            NewLocation(name: "Corner", address: "1 Main Street", timeZoneName: Self.timeZone, currency: "EUR"),
            owner: owner.user.id, at: now)
        let haircut = try await repositories.services.create(
            NewService(name: "Haircut", durationMinutes: 30, priceMinor: 3_500), in: shop.id, at: now)
        var (clients, barbers): ([ShopDay.Person], [ShopDay.Person]) = ([], [])
        for number in 1...ShopDay.clients { clients.append(try await person("client\(number)", .client)) }
        for number in 1...ShopDay.barbers {
            let barber = try await person("barber\(number)", .barber)
            _ = try await repositories.barbers.add(
                barber.user.id, to: shop.id, displayName: "Barber \(number)", offering: [haircut.id], at: now)
            _ = try await repositories.schedules.replaceHours(
                of: barber.user.id, with: hours, by: owner.user.caller, expecting: 1, at: now)
            barbers.append(barber)
        }
        let opening = try opening
        for (number, barber) in barbers.enumerated() {
            for place in 0..<ShopDay.appointments {
                let client = clients[number * ShopDay.appointments + place]
                let request = try BookingRequest(
                    barberID: barber.user.id, serviceID: haircut.id, startsAt: opening + Double(place) * 2_700)
                _ = try await repositories.appointments.book(request, by: client.user.caller, at: now)
            }
        }
        return ShopDay(clients: clients, barbers: barbers, date: date(opening))
    }

    private func person(_ name: String, _ role: Role) async throws -> ShopDay.Person {
        let user = try await repositories.users.create(
            NewUser(email: "\(name)@example.com", fullName: "Ada \(name)", phone: "+4930123456", role: role),
            passwordHash: password, at: now)
        let session = try await repositories.sessions.create(for: user.id, at: now, lasting: .seconds(30 * 86_400))
        return ShopDay.Person(user: user, token: session.token.text)
    }

    private var hours: [WeeklyHours] {
        get throws {
            guard let opens = TimeOfDay(hour: 9, minute: 0), let closes = TimeOfDay(hour: 18, minute: 0) else {
                return []
            }
            return try (1...7).map { try WeeklyHours(weekday: $0, opens: opens, closes: closes) }
        }
    }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: Self.timeZone) { calendar.timeZone = zone }
        return calendar
    }

    /// Nine o'clock in a week.
    private var opening: Date {
        get throws {
            let day = calendar.startOfDay(for: now + 7 * 86_400)
            guard let opening = calendar.date(bySettingHour: 9, minute: 0, second: 0, of: day) else {
                throw BenchmarkFailure("there is no nine o'clock in a week")
            }
            return opening
        }
    }

    private func date(_ instant: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: instant)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
