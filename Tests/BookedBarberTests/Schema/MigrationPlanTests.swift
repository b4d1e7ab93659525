import Foundation
import Testing

@testable import BookedBarber

@Suite struct MigrationPlanTests {
    private func migration(_ number: Int, _ script: String = "SELECT 1") -> Migration {
        Migration(number: number, name: "step", script: Array(script.utf8))
    }

    private func applied(_ migration: Migration, checksum: String? = nil, name: String? = nil) -> AppliedMigration {
        AppliedMigration(
            number: migration.number, name: name ?? migration.name, checksum: checksum ?? migration.checksum,
            appliedAt: utc("2026-11-23T12:00:00Z"))
    }

    @Test func anEmptyDatabaseGetsAllOfThemInOrder() throws {
        let plan = try MigrationPlan(known: [migration(2), migration(1), migration(3)], applied: [])

        #expect(plan.pending.map(\.number) == [1, 2, 3])
    }

    @Test func whatHasBeenAppliedIsNotAppliedAgain() throws {
        let plan = try MigrationPlan(known: [migration(1), migration(2)], applied: [applied(migration(1))])

        #expect(plan.pending.map(\.number) == [2])
    }

    @Test func nothingIsToBeDoneWhenAllHaveBeenApplied() throws {
        let all = [migration(1), migration(2)]

        #expect(try MigrationPlan(known: all, applied: all.map { applied($0) }).pending.isEmpty)
    }

    @Test func aChangedOneIsRefusedByName() {
        let error = refusal(known: [migration(1, "SELECT 2")], applied: [applied(migration(1))])

        #expect(error?.code == .changed)
        #expect(error?.description.contains("0001_step") == true)
        #expect(error?.description.contains("new migration") == true)
    }

    @Test func aRenamedOneIsRefused() {
        #expect(refusal(known: [migration(1)], applied: [applied(migration(1), name: "other")])?.code == .changed)
    }

    @Test func oneThatThisProgramDoesNotKnowIsRefusedByName() {
        let error = refusal(known: [migration(1)], applied: [applied(migration(1)), applied(migration(2))])

        #expect(error?.code == .unknown)
        #expect(error?.description.contains("0002_step") == true)
        #expect(error?.description.contains("0001_step") == true)
    }

    @Test func aGapIsRefusedByName() {
        let error = refusal(
            known: [migration(1), migration(2), migration(3)], applied: [applied(migration(1)), applied(migration(3))])

        #expect(error?.code == .outOfOrder)
        #expect(error?.description.contains("0002_step") == true)
    }

    @Test func aChecksumIsTheScriptsSHA256() {
        // printf 'SELECT 1' | sha256sum
        #expect(migration(1).checksum == "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5")
    }

    private func refusal(known: [Migration], applied: [AppliedMigration]) -> MigrationError? {
        #expect(throws: MigrationError.self) { try MigrationPlan(known: known, applied: applied) }
    }
}

@Suite struct MigrationFileTests {
    private var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/BookedBarber/Migrations").standardizedFileURL
    }

    @Test func everyFileIsAKnownMigrationWithTheFilesBytes() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()

        #expect(files == Migration.all.map { "\($0).sql" })
        for migration in Migration.all {
            let bytes = try Data(contentsOf: folder.appending(path: "\(migration).sql"))
            let fromFile = Migration(number: migration.number, name: migration.name, script: [UInt8](bytes))
            #expect(fromFile == migration)
        }
    }

    @Test func numbersCountFromOneWithoutAGap() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }
}
