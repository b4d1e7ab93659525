import Foundation
import Logging
import Postgres
import PostgresDatabase
import TestServers
import Testing

@testable import BookedBarber

@Suite("Seeding a database")
struct SeederTests {
    private static let now = Date(seconds: DemoData.now)
    private static let scale = 0.004

    @Test("writes what it says, and the database made the reservations of all that lies ahead")
    func rows() async throws {
        try await withMigratedDatabase { database in
            let summary = try await Seeder(database: database, scale: Self.scale, now: Self.now).run()

            for table in SeedTarget.tables {
                #expect(try await count(table, in: database) == summary[table], "\(table)")
                #expect(summary[table] > 0 || table == "location_managers")
            }
            let ahead = "appointments WHERE status IN ('pending', 'confirmed', 'in_progress')"
            #expect(try await count("appointment_reservations", in: database) == count(ahead, in: database))
            #expect(try await count(ahead, in: database) > 5)
            #expect(summary["appointments"] == 1000)
            #expect(summary["payments"] == summary["payment_intents"])
        }
    }

    @Test("gives the same rows in every database, byte by byte")
    func same() async throws {
        let first = try await fingerprints()
        let second = try await fingerprints()

        #expect(first == second)
    }

    @Test("lets demo users sign in, and life go on after the numbers used")
    func lifeGoesOn() async throws {
        try await withMigratedDatabase { database in
            let summary = try await Seeder(database: database, scale: Self.scale, now: Self.now).run()
            let repositories = Repositories(database: database)

            let client = try await repositories.accounts.signIn(
                email: DemoAccounts.client, password: DemoAccounts.password, at: Self.now)
            let barber = try await repositories.accounts.signIn(
                email: DemoAccounts.barber, password: DemoAccounts.password, at: Self.now)
            let slots = try await repositories.availability.nextSlots(
                of: barber.user.id, for: ShopService.ID(rawValue: 1), from: Self.now, at: Self.now)
            let booked = try await repositories.appointments.book(
                BookingRequest(
                    barberID: barber.user.id, serviceID: ShopService.ID(rawValue: 1),
                    startsAt: #require(slots.starts.first)),
                by: client.user.caller, at: Self.now)
            let user = try await repositories.accounts.signUp(
                NewUser(email: "somebody@example.com", fullName: "Somebody"), password: "a long password", at: Self.now)

            #expect(booked.id.rawValue % 10_000_000_000 == 1001)
            #expect(Int(user.id.rawValue) == summary["users"] + 1)
            let upcoming = try await repositories.appointments.upcoming(of: client.user.id, at: Self.now)
            #expect(upcoming.items.count >= 2)
        }
    }

    @Test("is refused where there are users, unless it was asked for")
    func users() async throws {
        try await withMigratedDatabase { database in
            let hash = try DemoAccounts.hash(of: "something else", seed: 1)
            let new = try NewUser(email: "somebody@example.com", fullName: "Somebody")
            _ = try await Users(database: database).create(new, passwordHash: hash, at: Self.now)

            let refusal = await #expect(throws: SeedError.self) {
                try await Seeder(database: database, scale: Self.scale, now: Self.now).run()
            }
            #expect(refusal?.code == .hasUsers)
            #expect(try await count("users", in: database) == 1)

            let summary = try await Seeder(
                database: database, scale: Self.scale, now: Self.now, addsToExisting: true
            ).run()
            #expect(try await count("users", in: database) == summary["users"] + 1)
        }
    }

    @Test("is refused a second time")
    func again() async throws {
        try await withMigratedDatabase { database in
            let seeder = try Seeder(database: database, scale: 0.001, now: Self.now, addsToExisting: true)
            _ = try await seeder.run()

            let refusal = await #expect(throws: SeedError.self) { try await seeder.run() }

            #expect(refusal?.code == .alreadySeeded)
        }
    }

    @Test("says that the database must be migrated first")
    func notMigrated() async throws {
        try await withDatabase(TestServers.database("seeding_empty")) { database in
            let refusal = await #expect(throws: SeedError.self) {
                try await Seeder(database: database, scale: 0.001, now: Self.now).run()
            }

            #expect(refusal?.code == .notMigrated)
        }
    }

    @Test("leaves nothing behind when it is cancelled, and can be done again", arguments: ["users", "payments"])
    func cancelled(at table: String) async throws {
        try await withMigratedDatabase { database in
            let seeder = try Seeder(database: database, scale: Self.scale, now: Self.now)
            let task = Task {
                try await seeder.run { progress in
                    guard progress.table == table else { return }
                    withUnsafeCurrentTask { $0?.cancel() }
                }
            }

            await #expect(throws: (any Error).self) { try await task.value }

            for table in SeedTarget.tables { #expect(try await count(table, in: database) == 0) }
            let summary = try await Seeder(database: database, scale: 0.001, now: Self.now).run()
            #expect(try await count("appointments", in: database) == summary["appointments"])
        }
    }

    private func fingerprints() async throws -> [String] {
        try await withMigratedDatabase { database in
            _ = try await Seeder(database: database, scale: Self.scale, now: Self.now).run()
            var fingerprints: [String] = []
            for table in SeedTarget.tables + ["appointment_reservations"] {
                let rows = try await database.read(
                    "SELECT COALESCE(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM \(identifier: table) t")
                fingerprints += try rows.decode(String.self)
            }
            return fingerprints
        }
    }

    private func count(_ rows: String, in database: Database) async throws -> Int {
        try await database.read("SELECT count(*) FROM \(unescaped: rows)").decode(Int.self).first ?? -1
    }

    private func withMigratedDatabase<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
        let template = try await TestServers.template("seeding_migrated") { url in
            try await withDatabase(url) { _ = try await Migrator(database: $0).migrate() }
        }
        return try await withDatabase(TestServers.database("seeding", template: template), body)
    }

    private func withDatabase<R: Sendable>(_ url: String, _ body: (Database) async throws -> R) async throws -> R {
        let database = try Database(configuration: DatabaseConfiguration(url: url), logger: Logger(label: "seeding"))
        do {
            let result = try await body(database)
            await database.shutdown()
            return result
        } catch {
            await database.shutdown()
            throw error
        }
    }
}

@Suite("Progress of a seeding")
struct SeedProgressTests {
    private let start = ContinuousClock.now

    @Test("is reported at most ten times a second")
    func rate() {
        var meter = ProgressMeter(rowsTotal: 1_000_000, start: start)
        var reports: [SeedProgress] = []
        meter.begin("users")

        for row in 0..<1_000_000 {
            // A million rows in two seconds.
            if let report = meter.advance(at: start + .microseconds(2 * row)) { reports.append(report) }
        }

        #expect((18...21).contains(reports.count))
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.rowsDone < $1.rowsDone && $0.elapsed < $1.elapsed })
        #expect(reports.allSatisfy { $0.table == "users" })
    }

    @Test("is reported at the first row of each table")
    func tables() {
        var meter = ProgressMeter(rowsTotal: 1000, start: start)
        var reports: [SeedProgress] = []

        for table in ["users", "locations", "users", "services"] {
            meter.begin(table)
            for _ in 0..<5 { if let report = meter.advance(at: start) { reports.append(report) } }
        }

        #expect(reports.map(\.table) == ["users", "locations", "services"])
        #expect(reports.map(\.rowsDone) == [1, 6, 16])
    }

    @Test("tells the rate and the remaining time")
    func remaining() {
        let progress = SeedProgress(table: "users", rowsDone: 250, rowsTotal: 1000, elapsed: .seconds(5))

        #expect(progress.fraction == 0.25)
        #expect(progress.rowsPerSecond == 50)
        #expect(progress.remaining == .seconds(15))
        #expect(SeedProgress(table: "", rowsDone: 0, rowsTotal: 10, elapsed: .zero).remaining == nil)
    }

    @Test("ends at the whole, whatever was expected", arguments: [1, 3, 1000])
    func end(expected: Int) {
        var meter = ProgressMeter(rowsTotal: expected, start: start)
        for _ in 0..<3 { _ = meter.advance(at: start) }

        let last = meter.finish(at: start + .seconds(1))

        #expect(last.rowsDone == 3)
        #expect(last.rowsTotal == 3)
        #expect(last.fraction == 1)
    }
}
