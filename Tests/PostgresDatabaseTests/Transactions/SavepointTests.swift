import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct SavepointTests {
    private struct OwnError: Error {}

    private func withNotes<R>(_ body: (Database) async throws -> R) async throws -> R {
        try await PoolFixture.withDatabase("savepoint", size: 2) { database in
            try await database.write("CREATE TABLE notes (id int PRIMARY KEY)")
            return try await body(database)
        }
    }

    private func ids(_ database: Database) async throws -> [Int] {
        try await database.read("SELECT id FROM notes ORDER BY id").decode(Int.self)
    }

    @Test func whatFailedIsUndoneAndTheRestStays() async throws {
        try await withNotes { database in
            try await database.transaction { transaction in
                try await transaction.query("INSERT INTO notes VALUES (1)")
                await #expect(throws: PostgresError.self) {
                    try await transaction.savepoint { transaction in
                        try await transaction.query("INSERT INTO notes VALUES (2)")
                        try await transaction.query("INSERT INTO notes VALUES (1)")
                    }
                }
                try await transaction.savepoint { _ = try await $0.query("INSERT INTO notes VALUES (3)") }
            }

            let found = try await ids(database)
            #expect(found == [1, 3])
        }
    }

    @Test func theyNest() async throws {
        try await withNotes { database in
            try await database.transaction { transaction in
                try await transaction.savepoint { outer in
                    try await outer.query("INSERT INTO notes VALUES (1)")
                    try? await outer.savepoint { inner in
                        try await inner.query("INSERT INTO notes VALUES (2)")
                        throw OwnError()
                    }
                    try await outer.savepoint { _ = try await $0.query("INSERT INTO notes VALUES (3)") }
                }
            }

            let found = try await ids(database)
            #expect(found == [1, 3])
        }
    }

    @Test func sideBySideTheyAreRefused() async throws {
        try await withNotes { database in
            try await database.transaction { transaction in
                try await transaction.savepoint { _ in
                    let error = await postgresError { try await transaction.savepoint { _ in } }
                    #expect(error?.code == .connectionBusy)
                }
            }
        }
    }

    @Test func aCancelledPartIsUndoneEvenIfTheWholeIsCommitted() async throws {
        try await withNotes { database in
            try await database.transaction { transaction in
                try await transaction.query("INSERT INTO notes VALUES (1)")
                let part = Task {
                    try await transaction.savepoint { transaction in
                        try await transaction.query("INSERT INTO notes VALUES (2)")
                        withUnsafeCurrentTask { $0?.cancel() }
                        try await transaction.query("INSERT INTO notes VALUES (3)")
                    }
                }
                let result = await part.result
                #expect(throws: PostgresError.self) { try result.get() }
            }

            let found = try await ids(database)
            #expect(found == [1])
        }
    }

    @Test func oneThatCannotBeUndoneStopsTheCommit() async throws {
        try await withNotes { database in
            let error = await postgresError {
                try await database.transaction { transaction in
                    try await transaction.query("INSERT INTO notes VALUES (1)")
                    try? await transaction.savepoint { transaction in
                        // Takes the savepoint away from under it.
                        try await transaction.query("RELEASE SAVEPOINT savepoint_1")
                        try await transaction.query("INSERT INTO notes VALUES (2)")
                        throw OwnError()
                    }
                }
            }

            #expect(error?.code == .transactionRolledBack)
            let found = try await ids(database)
            #expect(found == [])
        }
    }
}
