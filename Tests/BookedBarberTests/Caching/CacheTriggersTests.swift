import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import TestServers
import Testing

@testable import BookedBarber

@Suite struct CacheTriggersTests {
    /// The rows that another program's statement adds to the outbox.
    private func tags(_ database: Database, of statement: Query, as program: String = "psql") async throws -> Set<
        String
    > {
        try await database.transaction { transaction in
            try await transaction.query("DELETE FROM cache_invalidations")
            try await transaction.query("SELECT set_config('application_name', \(program), true)")
            try await transaction.query(statement)
            let rows = try await transaction.query("SELECT tags FROM cache_invalidations")
            return Set(try rows.decode([String].self).flatMap { $0 })
        }
    }

    @Test func whatAnotherProgramChangesIsWrittenToTheOutbox() async throws {
        try await TestShop.with("triggers") { shop in
            let database = shop.database
            try await CacheTriggers(database: database).install()
            let (client, barber, place) = (shop.client.id, shop.barber.id, shop.location.id)

            #expect(
                try await tags(database, of: "UPDATE users SET full_name = 'X' WHERE id = \(client)") == [
                    "user:\(client)", "names",
                ])
            #expect(
                try await tags(database, of: "UPDATE services SET price_minor = 1 WHERE location_id = \(place)")
                    == ["services:\(place)", "names"])
            #expect(
                try await tags(database, of: "UPDATE locations SET name = 'Y' WHERE id = \(place)")
                    == ["shops", "shop:\(place)", "names"])
            #expect(
                try await tags(database, of: "DELETE FROM barber_availability WHERE barber_id = \(barber)")
                    == ["barber:\(barber)"])
            #expect(
                try await tags(
                    database,
                    of: """
                        INSERT INTO barber_time_off (barber_id, starts_at, ends_at, reason, created_at)
                        VALUES (\(barber), now(), now() + interval '1 day', '', now())
                        """) == ["barber:\(barber)"])
            #expect(try await tags(database, of: "UPDATE users SET full_name = 'X' WHERE false") == [])
        }
    }

    @Test func changesOfAppointmentsPaymentsAndManagersAreWrittenToo() async throws {
        try await TestShop.with("triggers") { shop in
            let database = shop.database
            try await CacheTriggers(database: database).install()
            let (client, barber, place) = (shop.client.id, shop.barber.id, shop.location.id)
            let paid = try await shop.paid(shop.tuesday("10:00"))
            #expect(
                try await tags(database, of: "UPDATE appointments SET notes = 'later'") == [
                    "client_appointments:\(client)", "barber_appointments:\(barber)", "shop_appointments:\(place)",
                ])
            #expect(
                try await tags(database, of: "UPDATE payments SET updated_at = now() WHERE id = \(paid.id)")
                    == ["payments:\(place)"])
            #expect(
                try await tags(database, of: "DELETE FROM location_managers")
                    == ["shop:\(place)", "user:\(shop.manager.id)"])
        }
    }

    @Test func whatThisProgramChangesIsNot() async throws {
        try await TestShop.with("triggers") { shop in
            try await CacheTriggers(database: shop.database).install()

            let found = try await tags(shop.database, of: "UPDATE users SET full_name = 'X'", as: "bookedbarber")

            #expect(found == [])
        }
    }

    @Test func aStatementThatChangesVeryMuchInvalidatesEverything() async throws {
        try await TestShop.with("triggers") { shop in
            try await CacheTriggers(database: shop.database).install()

            let found = try await tags(
                shop.database,
                of: """
                    INSERT INTO users (email, password_hash, full_name, role, created_at, updated_at)
                    SELECT 'u' || n || '@example.com', u.password_hash, 'U', 'client', now(), now()
                    FROM generate_series(1, 1001) n, (SELECT password_hash FROM users LIMIT 1) u
                    """)

            #expect(found == ["*"])
        }
    }

    @Test func theyCanBeInstalledTwiceAndRemoved() async throws {
        try await TestShop.with("triggers") { shop in
            let triggers = CacheTriggers(database: shop.database)
            #expect(try await triggers.status().allSatisfy { !$0.isInstalled })

            try await triggers.install()
            try await triggers.install()
            #expect(try await triggers.status().allSatisfy(\.isInstalled))
            #expect(try await triggers.status().count == CacheTriggers.tables.count)

            try await triggers.remove()
            #expect(try await triggers.status().allSatisfy { !$0.isInstalled })
        }
    }

    @Test func aChangeByAnotherProgramIsSeenByACache() async throws {
        try await TestShop.with("triggers") { shop in
            try await CacheTriggers(database: shop.database).install()
            var configuration = QueryCacheConfiguration()
            configuration.outboxInterval = .milliseconds(20)
            let cache = try QueryCache(configuration, database: shop.database, logger: Logger(label: "cache"))
            let repositories = Repositories(database: shop.database, cache: cache, hasher: .cheap())
            let listening = Task { try await cache.run() }
            defer { listening.cancel() }
            _ = try await repositories.users.find(shop.client.id)

            try await shop.database.transaction { transaction in
                try await transaction.query("SET LOCAL application_name = 'psql'")
                try await transaction.query("UPDATE users SET full_name = 'New' WHERE id = \(shop.client.id)")
            }

            #expect(
                try await eventually { try await repositories.users.find(shop.client.id)?.fullName == "New" })
        }
    }
}
