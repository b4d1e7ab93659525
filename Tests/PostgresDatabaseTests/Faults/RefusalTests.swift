import Foundation
import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// A server that is there and refuses: what callers get, and that its change of mind is noticed without a restart.
@Suite struct RefusalTests {
    /// A role of its own, which may be changed without harm to other tests.
    private func withRole(
        _ name: String, _ options: String = "",
        _ body: (Database, _ admin: Connection, _ role: String) async throws -> Void
    ) async throws {
        let server = try await TestServers.postgres()
        let name = TestServers.databaseName(in: try await TestServers.database(name))
        let admin = try await Connection.connect(
            try ConnectionConfiguration(url: server.adminURL(database: name)), logger: PoolFixture.logger)
        _ = try await admin.execute(script: "CREATE ROLE \(name) LOGIN PASSWORD 'first' \(options)")
        let url = "postgres://\(name):first@127.0.0.1:\(server.port)/\(name)"
        try await PoolFixture.withDatabase(name, size: 2, url: url) { try await body($0, admin, name) }
        await admin.close()
    }

    @Test func aChangedPasswordIsSaidAndUsedAgainWhenItIsPutRight() async throws {
        try await withRole("password") { database, admin, role in
            let process = try await database.withConnection { $0.backendProcessID }
            _ = try await admin.execute(script: "ALTER ROLE \(role) PASSWORD 'second'")
            // A session that is open stays.
            expectEqual(try await database.withConnection { $0.backendProcessID }, process)
            _ = try await admin.query("SELECT pg_terminate_backend(\(process), 5000)")
            try await database.expectSettled { $0.total == 0 }

            let error = await postgresError { _ = try await database.read("SELECT 1") }

            #expect(error?.code == .serverUnavailable)
            #expect(error?.sqlState?.rawValue == "28P01")
            _ = try await admin.execute(script: "ALTER ROLE \(role) PASSWORD 'first'")
            try await database.expectUsable()
        }
    }

    @Test func aServerWithoutFreeConnectionsSaysSo() async throws {
        try await withRole("full", "CONNECTION LIMIT 1") { database, _, _ in
            let error = try await database.aside { _ in
                await postgresError { _ = try await database.read("SELECT 1") }
            }

            #expect(error?.code == .serverUnavailable)
            #expect(error?.sqlState?.rawValue == "53300")
            try await database.expectUsable()
        }
    }

    @Test func aFullDiskIsTheServersErrorAndNothingIsRepeated() async throws {
        try await TestServers.withOwnPostgres("disk") { server in
            try await PoolFixture.withDatabase("disk", size: 2, url: server.url) { database in
                try await database.write("CREATE SEQUENCE attempts")
                try await database.write("CREATE TABLE ledger (id bigint DEFAULT nextval('attempts'))")
                try await fillDisk(of: "ledger", server)

                let write = await postgresError { try await database.write("INSERT INTO ledger DEFAULT VALUES") }
                let transaction = await postgresError {
                    try await database.transaction(retries: 3) { transaction in
                        _ = try await transaction.query("INSERT INTO ledger DEFAULT VALUES")
                    }
                }

                #expect(write?.code == .server && write?.sqlState?.rawValue == "53100", "\(String(describing: write))")
                #expect(transaction?.code == .server && transaction?.sqlState?.rawValue == "53100")
                let attempts = try await database.read("SELECT last_value FROM attempts").decode(Int.self)
                #expect(attempts == [2])
                #expect(database.statistics.pool.leased == 0)
                // A new file, on a disk that has room.
                try await database.write("TRUNCATE ledger")
                try await database.write("INSERT INTO ledger DEFAULT VALUES")
            }
        }
    }

    /// Puts a device that is always full in place of a table's file: the server's own write fails.
    private func fillDisk(of table: String, _ server: LocalPostgres) async throws {
        let admin = try await Connection.connect(
            try ConnectionConfiguration(url: server.adminURL(database: TestServers.databaseName(in: server.tcpURL))),
            logger: PoolFixture.logger)
        let path = try await admin.query(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(\(table)::text::regclass)"
        ).decode(String.self)[0]
        await admin.close()
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    }
}
