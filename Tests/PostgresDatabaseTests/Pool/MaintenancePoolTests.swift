import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct MaintenancePoolTests {
    @Test func anOldConnectionIsReplacedWhileNobodyLooks() async throws {
        let clock = ManualClock()
        let events = EventRecorder()
        try await PoolFixture.withDatabase(
            "recycle", size: 2, maxOverflow: 1, listeners: [events], clock: clock
        ) { database in
            let old = try await database.withConnection { $0.backendProcessID }

            clock.advance(by: .seconds(4000))
            try await database.expectSettled { $0.recycled == 1 && $0.total == 1 && $0.idle == 1 }

            #expect(events.all.contains("recycled"))
            let new = try await database.withConnection { $0.backendProcessID }
            #expect(new != old)
            let left = try await eventually { try await database.backends() == 1 }
            #expect(left)
        }
    }

    @Test func anOldConnectionInUseIsReplacedWhenItIsReturned() async throws {
        let clock = ManualClock()
        try await PoolFixture.withDatabase("recycle", size: 1, clock: clock) { database in
            let old = try await database.withConnection { connection in
                clock.advance(by: .seconds(4000))
                return connection.backendProcessID
            }

            try await database.expectSettled { $0.recycled == 1 && $0.idle == 1 }
            let found = try await database.withConnection { $0.backendProcessID }
            #expect(found != old)
        }
    }

    @Test func aLongLeaseIsLoggedOnceWithItsPlace() async throws {
        let clock = ManualClock()
        let log = LogRecorder()
        try await PoolFixture.withDatabase("long", size: 1, logger: log.logger, clock: clock) { database in
            func warnings() -> [String] { log.all.filter { $0.contains("held for long") } }
            try await database.withConnection(fileID: "Shop/Reports.swift", line: 99) { _ in
                clock.advance(by: .seconds(61))
                try await expectEventually { !warnings().isEmpty }
                clock.advance(by: .seconds(61))
                _ = try await database.settled { _ in false || warnings().count == 1 }
            }

            #expect(
                warnings() == ["warning A connection is held for long held=61.0 s leasedAt=Shop/Reports.swift:99"])
        }
    }

    @Test func anIdleConnectionIsAskedBeforeItIsLent() async throws {
        let clock = ManualClock()
        let events = EventRecorder()
        try await PoolFixture.withDatabase("ping", size: 1, listeners: [events], clock: clock) { database in
            let activity = DatabaseActivity()
            _ = try await database.read("SELECT 1")
            clock.advance(by: .seconds(1))

            try await DatabaseActivity.$current.withValue(activity) { _ = try await database.read("SELECT 2") }

            #expect(events.all.filter { $0 == "answered" }.count == 1)
            #expect(activity.snapshot.statements == ["SELECT 2": 1])
            _ = try await database.read("SELECT 3")
            #expect(events.all.filter { $0 == "answered" }.count == 1)
        }
    }

    @Test func overflowIsClosedWhenTheRushIsOver() async throws {
        try await PoolFixture.withDatabase("overflow", size: 1, maxOverflow: 2) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await database.withConnection { _ in
                            try await database.expectSettled { $0.leases == 3 }
                        }
                    }
                }
                try await group.waitForAll()
            }

            try await database.expectSettled { $0.total == 1 && $0.idle == 1 }
            try await expectEventually { try await database.backends() == 1 }
        }
    }
}
