import Foundation
import Postgres
import PostgresDatabase
import Synchronization
import Testing

@testable import BookedBarber

@Suite struct MigratorTests {
    private func migration(_ number: Int, _ script: String) -> Migration {
        Migration(number: number, name: "step", script: Array(script.utf8))
    }

    private func migrator(
        _ database: Database, _ migrations: [Migration], lockTimeout: Duration = .seconds(20)
    ) -> Migrator {
        Migrator(database: database, migrations: migrations, lockTimeout: lockTimeout)
    }

    private func tables(_ database: Database) async throws -> [String] {
        try await database.read(
            """
            SELECT table_name::text
            FROM information_schema.tables
            WHERE table_schema = 'public'
            ORDER BY 1
            """
        ).decode(String.self)
    }

    @Test func allOfThemAreAppliedOnceAndThenItIsUpToDate() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let migrator = Migrator(database: database)
            #expect(try await !migrator.isCurrent())

            let first = try await migrator.migrate()
            let second = try await migrator.migrate()

            #expect(first == Migration.all)
            #expect(second.isEmpty)
            #expect(try await migrator.isCurrent())
            #expect(try await migrator.status().allSatisfy { $0.appliedAt != nil })
        }
    }

    @Test func aRunTellsWhatItDoes() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let steps = [migration(1, "CREATE TABLE a (x int)"), migration(2, "CREATE TABLE b (x int)")]
            let told = Mutex<[String]>([])
            let tell: @Sendable (Migrator.Progress) -> Void = { progress in
                let line =
                    switch progress {
                    case .upToDate(let count): "\(count) in place"
                    case .applying(let migration, let index, let count): "\(index)/\(count) \(migration)"
                    case .applied(let migration, let took): "\(migration) done \(took > .zero)"
                    }
                told.withLock { $0.append(line) }
            }

            try await migrator(database, steps).migrate(progress: tell)
            try await migrator(database, steps).migrate(progress: tell)

            #expect(
                told.withLock { $0 } == [
                    "1/2 0001_step", "0001_step done true", "2/2 0002_step", "0002_step done true", "2 in place",
                ])
        }
    }

    @Test func aRefusedOneLeavesNothingAndTheOnesBeforeItStay() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let steps = [
                migration(1, "CREATE TABLE a (x int)"),
                migration(2, "CREATE TABLE b (x int); CREATE TABLE c (x nonsense)"), migration(3, "CREATE TABLE d ()"),
            ]
            let error = await #expect(throws: MigrationError.self) { try await migrator(database, steps).migrate() }

            #expect(error?.code == .failed)
            #expect(error?.description.contains("0002_step") == true)
            #expect(error?.cause?.sqlState?.rawValue == "42704")
            let tables = try await tables(database)
            #expect(tables == ["a", "schema_migrations"])

            // Corrected, it goes on from there.
            let corrected = [steps[0], migration(2, "CREATE TABLE b (x int)"), steps[2]]
            #expect(try await migrator(database, corrected).migrate().map(\.number) == [2, 3])
        }
    }

    @Test(arguments: ["COMMIT; CREATE TABLE b (x int)", "CREATE TABLE b (x int); ROLLBACK"])
    func oneThatEndsItsTransactionIsRefused(script: String) async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let error = await #expect(throws: MigrationError.self) {
                try await migrator(database, [migration(1, script)]).migrate()
            }

            #expect(error?.code == .failed)
            let isCurrent = try await migrator(database, [migration(1, script)]).isCurrent()
            #expect(!isCurrent)
        }
    }

    @Test func aChangedAMissingAndALateOneAreRefused() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let one = migration(1, "SELECT 1")
            let three = migration(3, "SELECT 3")
            try await migrator(database, [one, three]).migrate()
            func code(_ steps: [Migration]) async throws -> MigrationError.Code? {
                await #expect(throws: MigrationError.self) { try await migrator(database, steps).migrate() }?.code
            }

            #expect(try await code([migration(1, "SELECT 2"), three]) == .changed)
            #expect(try await code([one]) == .unknown)
            #expect(try await code([one, migration(2, "SELECT 2"), three]) == .outOfOrder)
            await #expect(throws: MigrationError.self) { try await migrator(database, [one]).status() }
        }
    }

    @Test func aProgramIsReadyOnADatabaseThatANewerOneHasMigrated() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let one = migration(1, "SELECT 1")
            try await migrator(database, [one, migration(2, "SELECT 2")]).migrate()

            #expect(try await migrator(database, [one]).isCurrent())
            #expect(try await !migrator(database, [migration(1, "SELECT 0")]).isCurrent())
        }
    }

    @Test func programsThatMigrateAtTheSameTimeTakeTurns() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            let applied = try await withThrowingTaskGroup(of: Int.self, returning: [Int].self) { group in
                for _ in 0..<5 { group.addTask { try await Migrator(database: database).migrate().count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(applied.sorted() == [0, 0, 0, 0, Migration.all.count])
        }
    }

    @Test func whoWaitsTooLongIsToldWhoHoldsTheLock() async throws {
        try await TestDatabase.withEmpty("migrator") { database in
            try await database.withConnection { holder in
                try await MigrationLock.hold(on: holder, timeout: .seconds(5)) {
                    let error = await #expect(throws: MigrationError.self) {
                        try await migrator(database, [], lockTimeout: .milliseconds(50)).migrate()
                    }

                    #expect(error?.code == .locked)
                    #expect(error?.description.contains("server process \(holder.backendProcessID)") == true)
                }
            }
            #expect(try await migrator(database, []).migrate().isEmpty)
        }
    }
}
