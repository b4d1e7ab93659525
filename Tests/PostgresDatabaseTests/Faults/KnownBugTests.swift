import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Bugs that well-known clients have had, which this one is not to repeat.
@Suite struct KnownBugTests {
    @Test(arguments: FaultFixture.lanes)
    func throughADelayWithRandomCancellationEachReadGetsItsOwnValue(lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase("nonces", size: 4, lanes: lanes) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(.delay(.milliseconds(50)))
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<40 {
                    group.addTask {
                        for round in 0..<4 {
                            let number = task * 100 + round
                            let read = Task { try await database.read("SELECT \(number)").decode(Int.self) }
                            if (task + round) % 3 == 0 {
                                // While another one is on its way and back.
                                _ = try? await database.read("SELECT 0")
                                read.cancel()
                            }
                            let error = await postgresError {
                                let found = try await read.value
                                #expect(found == [number])
                            }
                            #expect(error == nil || error?.code == .cancelled, "\(String(describing: error))")
                        }
                    }
                }
            }
        }
    }

    @Test func aCancelThatArrivesLateHarmsNobody() async throws {
        try await FaultFixture.withProxiedDatabase("late", size: 1) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(.delay(.milliseconds(5)))
            for round in 0..<100 {
                let task = Task { await postgresError { try await database.write("SELECT pg_sleep(0.01)") } }
                for _ in 0..<(round % 9) { await Task.yield() }
                task.cancel()

                let victim = try await database.read("SELECT \(round) FROM pg_sleep(0.005)").decode(Int.self)

                #expect(victim == [round])
                let error = await task.value
                #expect(error == nil || error?.code == .cancelled)
            }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aMegabyteEachWayThroughTinySocketsDoesNotBlock(lanes: LaneConfiguration) async throws {
        var lanes = lanes
        lanes.valueBytes = 1 << 20
        try await FaultFixture.withProxiedDatabase("tiny", lanes: lanes, socketBufferBytes: 4096) { proxied in
            let database = proxied.database
            try await database.warm()
            await proxied.proxy.set(.throttled(bytesPerSecond: 8 << 20))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let text = String(repeating: "\(number)", count: 1_000_000)
                        let found = try await database.read("SELECT \(text)").decode(String.self)
                        #expect(found == [text])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func manyReadsThroughASlowNetworkTravelTogether() async throws {
        try await FaultFixture.withProxiedDatabase("together", lanes: FaultFixture.patientLanes) { proxied in
            let database = proxied.database
            let lanes = try #require(database.lanes)
            try await database.warm()
            await proxied.proxy.set(.delay(.milliseconds(250)))
            let depths = Series()
            let start = ContinuousClock.now

            let codes = await withTaskGroup(of: Void.self, returning: [PostgresError.Code].self) { group in
                group.addTask {
                    for _ in 0..<100 {
                        depths.append(lanes.statistics.depth)
                        await Task.yield()
                    }
                }
                let codes = await database.readNonces(0..<400)
                await group.waitForAll()
                return codes
            }

            #expect(codes.isEmpty)
            // One after the other: 200 s.
            #expect(ContinuousClock.now - start < .seconds(40))
            #expect(depths.all.allSatisfy { (0...400).contains($0) })
            try await expectEventually { lanes.statistics.depth == 0 }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aDeafServerUnderAFloodOfCancelsSeesNoMoreConnectionsThanAllowed(lanes: LaneConfiguration) async throws {
        try await FaultFixture.withProxiedDatabase(
            "flood", size: 3, lanes: lanes, connection: FaultFixture.impatient, pool: FaultFixture.impatient
        ) { proxied in
            let database = proxied.database
            try await database.warm()
            try await proxied.directly { observer in
                func backends() async throws -> Int {
                    try await observer.query(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND backend_type = 'client backend'
                          AND pid <> pg_backend_pid()
                        """
                    ).decode(Int.self)[0]
                }
                await proxied.proxy.set(.mute)
                let flood = (0..<200).map { number in
                    Task {
                        await postgresError { try await database.write("SELECT pg_sleep(60)", deadline: .seconds(2)) }
                    }
                }
                for task in flood {
                    task.cancel()
                    let count = try await backends()
                    #expect(count <= 3 + lanes.maximum)
                }
                for task in flood { #expect(await task.value != nil) }
                await proxied.proxy.set(.none)
                try await database.expectUsable()
                try await expectEventually { try await backends() <= 3 + lanes.maximum }
            }
        }
    }

    @Test func aBorrowerAfterAChangedSessionFindsAFreshOne() async throws {
        try await PoolFixture.withDatabase("fresh", size: 1) { database in
            let role = try await database.withConnection {
                try await $0.query("SELECT current_user").decode(String.self)
            }
            try await database.withConnection { connection in
                try await connection.execute(
                    script: """
                        SET ROLE pg_database_owner;
                        SELECT set_config('app.tenant', '7', false), pg_advisory_lock(1);
                        CREATE TEMP TABLE leftovers (id int);
                        LISTEN news;
                        SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
                        """)
                let changed = try await connection.query("SELECT current_user").decode(String.self)
                #expect(changed != role)
            }

            try await database.withConnection { connection in
                let found = try await connection.query(
                    """
                    SELECT current_user::text || ' ' || coalesce(current_setting('app.tenant', true), '')
                      || current_setting('default_transaction_read_only') || (SELECT count(*) FROM pg_locks
                        WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                      || (SELECT count(*) FROM pg_class WHERE relname = 'leftovers')
                      || (SELECT count(*) FROM pg_listening_channels())
                    """
                ).decode(String.self)
                #expect(found == ["\(role[0]) off000"])
            }
        }
    }
}
