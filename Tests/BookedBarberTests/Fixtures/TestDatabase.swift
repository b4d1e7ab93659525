import Foundation
import Logging
import Postgres
import PostgresDatabase
import TestServers

@testable import BookedBarber

/// The present in all tests with a database: a Monday at noon, Greenwich time; seven in the morning in New York.
let now = utc("2026-11-23T12:00:00Z")

enum TestDatabase {
    /// An empty database of a test's own.
    @discardableResult
    static func withEmpty<R: Sendable>(
        _ name: String, _ body: (Database) async throws -> R
    ) async throws -> R {
        try await use(TestServers.database(name), body)
    }

    /// A migrated database of a test's own, with the months from a year before ``now`` to those ahead.
    @discardableResult
    static func withMigrated<R: Sendable>(
        _ name: String, _ body: (Database) async throws -> R
    ) async throws -> R {
        let template = try await TestServers.template("migrated") { url in
            try await use(url) { database in
                try await Migrator(database: database).migrate()
                let partitions = PartitionMaintenance(database: database)
                try await partitions.ensure(from: now - 366 * 86400, through: now)
                try await partitions.ensureAhead(at: now)
            }
        }
        return try await use(TestServers.database(name, template: template), body)
    }

    static func use<R: Sendable>(_ url: String, _ body: (Database) async throws -> R) async throws -> R {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let database = try Database(configuration: DatabaseConfiguration(url: url), logger: logger)
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
