import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// What a network does, and what callers get then. `docs/faults.md` has the whole matrix.
@Suite struct FaultMatrixTests {
    @Test(arguments: FaultFixture.lanes)
    func aHalfOpenConnectionIsGivenUpInTimeAndThePoolIsFilledAgain(lanes: LaneConfiguration) async throws {
        try await expectNobodyHangs(.halfOpen, lanes)
    }

    @Test(arguments: FaultFixture.lanes)
    func aBlackHoleHoldsNobodyPastTheLimits(lanes: LaneConfiguration) async throws {
        try await expectNobodyHangs(.blackHole, lanes)
    }

    private func expectNobodyHangs(_ fault: Fault, _ lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase(
            "silence", lanes: lanes, connection: FaultFixture.impatient, pool: FaultFixture.impatient
        ) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(fault)
            let start = ContinuousClock.now

            let codes = await database.readNonces(0..<20, deadline: .seconds(1))
            let write = await postgresError { try await database.write("SELECT 1") }

            // The system's own limit is a quarter of an hour, libpq's as configured a minute.
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(codes.count == 20)
            let silences: Set<PostgresError.Code> = [
                .timedOut, .acquireTimedOut, .serverUnavailable, .connectionLost, .connectionClosed,
            ]
            #expect(Set(codes).isSubset(of: silences), "\(Set(codes))")
            #expect(write.map { silences.contains($0.code) } == true, "\(String(describing: write))")

            await proxied.proxy.set(.none)
            try await database.expectUsable()
            // With limits as short as these a machine that pauses for a second looks like the next fault.
            try await expectEventually { await database.readNonces(100..<200).isEmpty }
        }
    }

    @Test func aConnectionThatHasFallenSilentIsFoundOutBeforeItIsLent() async throws {
        let events = EventRecorder()
        try await FaultFixture.withProxiedDatabase(
            "silent", size: 1, listeners: [events], connection: FaultFixture.impatient, pool: FaultFixture.impatient
        ) { proxied in
            try await proxied.database.warm()
            await proxied.proxy.set(.mute)
            let read = Task { try await proxied.database.read("SELECT 5").decode(Int.self) }
            try await expectEventually { events.all.contains("silent") }
            await proxied.proxy.set(.none)

            #expect(try await read.value == [5])
            #expect(!events.all.contains("timed out"))
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aCutNetworkIsSaidAtOnceAndUsedAgainWhenItIsBack(lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase("cut", lanes: lanes) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(.cut)
            try await expectEventually { database.statistics.pool.isUnavailable || database.statistics.pool.total == 0 }

            let codes = await database.readNonces(0..<20)

            let expected: Set<PostgresError.Code> = [.serverUnavailable, .connectionLost, .connectionClosed]
            #expect(codes.count == 20 && Set(codes).isSubset(of: expected), "\(Set(codes))")
            await proxied.proxy.set(.none)
            try await database.expectUsable()
            #expect(await database.readNonces(100..<200).isEmpty)
        }
    }

    @Test func aReturnAfterManyFailuresIsNoStampede() async throws {
        try await FaultFixture.withProxiedDatabase("stampede", size: 8) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(.cut)
            let before = proxied.proxy.counts.accepted

            for _ in 0..<40 { _ = await database.readNonces(0..<50) }

            // Attempts are made one after the other, with pauses: not one for each of 2,000 callers.
            #expect(proxied.proxy.counts.accepted - before < 200)
            await proxied.proxy.set(.none)
            try await database.expectUsable()
            let crowd = Task { await database.readNonces(0..<500) }
            let seen: [Int] = try await proxied.ask(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
            #expect(seen[0] <= 8)
            #expect(await crowd.value.isEmpty)
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func garbageGivesNobodyAValue(lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase(
            "garbage", lanes: lanes, connection: FaultFixture.impatient, pool: FaultFixture.impatient
        ) { proxied in
            let database = proxied.database
            for seed in 1...4 {
                try await database.warm()
                await proxied.proxy.set(.garbage(seed: UInt64(seed)))

                let codes = await database.readNonces(0..<10, deadline: .seconds(1))

                #expect(codes.count == 10)
                await proxied.proxy.set(.none)
                try await database.expectUsable()
            }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func oneByteAtATimeEverythingStillWorks(lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase("bytes", lanes: lanes) { proxied in
            await proxied.proxy.set(.oneByteAtATime)

            try await proxied.database.warm()

            #expect(await proxied.database.readNonces(0..<200).isEmpty)
        }
    }
}
