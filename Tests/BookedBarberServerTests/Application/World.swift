import BookedBarber
import Foundation
import Logging
import Postgres
import PostgresDatabase
import Synchronization
import TestServers
import Testing

/// Somebody who is signed in.
struct Person: Sendable {
    let user: User
    let token: String

    var id: Int64 { user.id.rawValue }
}

/// A shop with somebody in each role.
struct ShopWorld: Sendable {
    let shop: Location
    let haircut: ShopService
    let shave: ShopService
    let owner: Person
    let manager: Person
    let barber: Person
    let colleague: Person
    let client: Person
    let otherClient: Person

    var staff: [Person] { [owner, manager, barber] }
}

/// Two shops that have nothing to do with each other; everybody works from 9 to 17 every day.
struct World: Sendable {
    let berlin: ShopWorld
    let newYork: ShopWorld

    static let password = "correct horse"
    /// Cheap hashes: what they cost is tested where they are made.
    static let passwords = PasswordHasher(parameters: .init(logN: 4, r: 1, p: 1), waitingLimit: 1_000)

    private static let made = Mutex<World?>(nil)

    /// A database with both shops in it, and who is who there.
    static func database(_ suite: String) async throws -> (url: String, world: World) {
        let template = try await TestServers.template("server-world") { url in
            let world = try await TestApplication.withDatabase(url) { try await make(in: $0) }
            made.withLock { $0 = world }
        }
        guard let world = made.withLock({ $0 }) else { throw CancellationError() }
        return (try await TestServers.database(suite, template: template), world)
    }

    static func make(in database: Database) async throws -> World {
        try await Migrator(database: database).migrate()
        try await Maintenance(database: database, logger: Logger(label: "test")).run(at: TestTime.start)
        let repositories = Repositories(database: database, hasher: passwords)
        return World(
            berlin: try await shop("Berlin", "Europe/Berlin", "EUR", repositories),
            newYork: try await shop("New York", "America/New_York", "USD", repositories))
    }

    private static func shop(
        _ name: String, _ zone: String, _ currency: String, _ repositories: Repositories
    ) async throws -> ShopWorld {
        func person(_ role: String, _ kind: Role) async throws -> Person {
            try await signedUp("\(role).\(name.lowercased().filter { $0 != " " })@example.com", kind, repositories)
        }
        let now = TestTime.start
        let owner = try await person("owner", .owner)
        let shop = try await repositories.shops.create(
            NewLocation(name: name, address: "1 Main Street", timeZoneName: zone, currency: currency),
            owner: owner.user.id, at: now)
        let manager = try await person("manager", .manager)
        try await repositories.shops.addManager(manager.user.id, to: shop.id)
        let haircut = try await repositories.services.create(
            NewService(name: "Haircut", durationMinutes: 30, bufferMinutes: 0, priceMinor: 3_500), in: shop.id, at: now)
        let shave = try await repositories.services.create(
            NewService(name: "Shave", durationMinutes: 15, bufferMinutes: 0, priceMinor: 2_001), in: shop.id, at: now)
        var barbers: [Person] = []
        for role in ["barber", "colleague"] {
            let barber = try await person(role, .barber)
            _ = try await repositories.barbers.add(
                barber.user.id, to: shop.id, displayName: role, offering: [haircut.id, shave.id], at: now)
            let hours = try (1...7).map { weekday in
                try WeeklyHours(
                    weekday: weekday, opens: #require(TimeOfDay("09:00")), closes: #require(TimeOfDay("17:00")))
            }
            _ = try await repositories.schedules.replaceHours(
                of: barber.user.id, with: hours, by: owner.user.caller, expecting: 1, at: now)
            barbers.append(barber)
        }
        return ShopWorld(
            shop: shop, haircut: haircut, shave: shave, owner: owner, manager: manager, barber: barbers[0],
            colleague: barbers[1], client: try await person("client", .client),
            otherClient: try await person("other", .client))
    }

    static func signedUp(_ email: String, _ role: Role, _ repositories: Repositories) async throws -> Person {
        _ = try await repositories.accounts.signUp(
            NewUser(email: email, fullName: "Test Person", role: role), password: password, at: TestTime.start)
        let signedIn = try await repositories.accounts.signIn(email: email, password: password, at: TestTime.start)
        return Person(user: signedIn.user, token: signedIn.session.token.text)
    }
}
