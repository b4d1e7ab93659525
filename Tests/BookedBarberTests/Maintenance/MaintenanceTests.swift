import Foundation
import Logging
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct PartitionMaintenanceTests {
    private func partitions(_ database: Database) async throws -> [String] {
        try await database.read(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'appointments'::regclass ORDER BY 1"
        ).decode(String.self)
    }

    @Test func theMonthsAheadAreMadeOnce() async throws {
        try await TestDatabase.withEmpty("partitions") { database in
            try await Migrator(database: database).migrate()
            let maintenance = PartitionMaintenance(database: database)

            let first = try await maintenance.ensureAhead(at: now)
            let second = try await maintenance.ensureAhead(at: now)

            #expect(first.count == 8 && second.isEmpty)
            #expect(
                try await partitions(database) == [
                    "appointments_2026_11", "appointments_2026_12", "appointments_2027_01", "appointments_2027_02",
                ])
        }
    }

    @Test func programsThatStartTogetherDoNotStandInEachOthersWay() async throws {
        try await TestDatabase.withEmpty("partitions") { database in
            try await Migrator(database: database).migrate()
            let made = try await withThrowingTaskGroup(of: [String].self, returning: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask { try await PartitionMaintenance(database: database).ensureAhead(at: now) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }

            #expect(made.count == 8 && Set(made).count == 8)
        }
    }

    @Test func anyMonthsCanBeMadeForHistory() async throws {
        try await TestDatabase.withEmpty("partitions") { database in
            try await Migrator(database: database).migrate()
            let made = try await PartitionMaintenance(database: database).ensure(
                from: utc("2024-11-15T00:00:00Z"), through: utc("2025-01-01T00:00:00Z"))

            #expect(
                made.filter { $0.hasPrefix("payments") } == [
                    "payments_2024_11", "payments_2024_12", "payments_2025_01",
                ])
        }
    }

    @Test func aNewMonthHasTheTablesIndexesAndTriggers() async throws {
        try await TestDatabase.withMigrated("partitions") { database in
            let indexes = try await database.read(
                "SELECT count(*) FROM pg_indexes WHERE tablename = 'appointments_2027_02'"
            ).decode(Int.self)
            let triggers = try await database.read(
                """
                SELECT count(*) FROM pg_trigger
                WHERE tgrelid = 'appointments_2027_02'::regclass AND tgname LIKE 'appointments_re%'
                """
            ).decode(Int.self)

            #expect(indexes == [4])
            #expect(triggers == [4])
        }
    }
}

@Suite struct MaintenanceTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func whatHasRunOutIsRemovedAndNothingElse() async throws {
        try await TestShop.with("maintenance") { shop in
            let early = try await shop.book(shop.tuesday("09:00"))
            try await shop.book(shop.tuesday("16:00"))
            _ = try await shop.repositories.sessions.create(for: shop.client.id, at: now, lasting: .seconds(3600))
            let kept = try await shop.repositories.sessions.create(
                for: shop.client.id, at: now, lasting: .seconds(86400 * 3))
            let key = try IdempotencyKey("k", of: shop.client.caller, route: "POST /", body: [])
            _ = try await shop.repositories.idempotencyKeys.once(key, at: now) { _ in
                StoredResponse(status: 200, contentType: "text/plain", body: [])
            }
            let later = early.endsAt + 2 * 3600

            let report = try await Maintenance(database: shop.database, logger: logger).run(at: later)

            #expect(report.sessions == 1 && report.idempotencyKeys == 1 && report.reservations == 1)
            #expect(try await shop.count("appointment_reservations") == 1)
            #expect(try await shop.count("idempotency_keys") == 0)
            #expect(try await shop.repositories.sessions.user(of: kept.token, at: later)?.id == shop.client.id)
            #expect(
                try await Maintenance(database: shop.database, logger: logger).run(at: later) == Maintenance.Report())
        }
    }

    @Test func moreThanOneBatchIsRemoved() async throws {
        try await TestShop.with("maintenance") { shop in
            try await shop.database.write(
                """
                INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
                SELECT sha256(n::text::bytea), \(shop.client.id), \(now - 7200), \(now - 3600)
                FROM generate_series(1, \(Maintenance.batchSize * 2 + 1)) n
                """)

            let report = try await Maintenance(database: shop.database, logger: logger).run(at: now)

            #expect(report.sessions == Maintenance.batchSize * 2 + 1)
        }
    }
}
