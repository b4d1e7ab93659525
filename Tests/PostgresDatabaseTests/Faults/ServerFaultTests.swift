import Foundation
import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// What a server in trouble does, and what callers get then.
@Suite struct ServerFaultTests {
    @Test func aBackendKilledMidPipelineGivesEachCallerOneErrorInTime() async throws {
        try await PoolFixture.withDatabase("pipeline", size: 2, lanes: FaultFixture.patientLanes) { database in
            try await database.warmLane()
            let work = Task {
                var codes: [PostgresError.Code] = []
                for round in 0..<40 { codes += await database.readNonces(round * 100..<round * 100 + 100) }
                return codes
            }
            for _ in 0..<5 {
                try await expectEventually {
                    _ = try? await database.read("SELECT 1")
                    return !database.laneProcesses.isEmpty
                }
                for process in database.laneProcesses { try await database.kill(process) }
            }

            let codes = await work.value

            // A read is repeated once; a second loss is its error.
            #expect(Set(codes).isSubset(of: [.connectionLost]), "\(Set(codes))")
            try await database.expectUsable()
            try await expectEventually {
                _ = try? await database.read("SELECT 1")
                return !database.laneProcesses.isEmpty
            }
        }
    }

    /// The best of three returns: a busy machine may take its time for one.
    @Test(arguments: FaultFixture.lanes)
    func aServerThatIsBackIsUsedWithinASecond(lanes: LaneConfiguration) async throws {
        try await TestServers.withOwnPostgres("return") { server in
            try await PoolFixture.withDatabase("return", size: 4, url: server.url, lanes: lanes) { database in
                var times: [Duration] = []
                for _ in 0..<3 {
                    try await database.warm()
                    try await server.kill()
                    // Long enough for the pauses between attempts to have grown to their longest.
                    let load = Task { while !Task.isCancelled { _ = await database.readNonces(0..<20) } }
                    let failures = database.statistics.pool.connectFailures
                    try await expectEventually { database.statistics.pool.connectFailures > failures + 8 }

                    try await server.restart()
                    let start = ContinuousClock.now
                    try await expectEventually {
                        await postgresError { try await database.write("SELECT 1") } == nil
                    }
                    try await expectEventually { await database.readNonces(0..<20).isEmpty }
                    times.append(.now - start)
                    load.cancel()
                    await load.value
                }
                #expect(times.min()! < .seconds(1), "\(times)")
            }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aServerKilledUnderLoadLosesAndDoublesNoWrite(lanes: LaneConfiguration) async throws {
        try await TestServers.withOwnPostgres("ledger") { server in
            try await PoolFixture.withDatabase(
                "ledger", size: 4, url: server.url, lanes: lanes,
                // What was acknowledged is then safe from the end of the server, if not of the machine.
                connection: { $0.sessionParameters["synchronous_commit"] = "on" }
            ) { database in
                try await database.write("CREATE TABLE ledger (id int)")
                let reads = Task { () -> [PostgresError.Code] in
                    var codes: [PostgresError.Code] = []
                    while !Task.isCancelled { codes += await database.readNonces(0..<20) }
                    return codes
                }
                let writes = Task {
                    await withTaskGroup(of: (Int, PostgresError.Code?).self) { group in
                        for number in 0..<1500 {
                            group.addTask {
                                let error = await postgresError {
                                    try await database.write("INSERT INTO ledger VALUES (\(number))")
                                }
                                return (number, error?.code)
                            }
                        }
                        return await group.reduce(into: [Int: PostgresError.Code?]()) { $0[$1.0] = .some($1.1) }
                    }
                }
                try await database.expectSettled { $0.leases >= 300 }
                try await server.kill()
                let outcomes = await writes.value
                try await server.restart()
                try await database.expectUsable()
                reads.cancel()

                let allowed: Set<PostgresError.Code> = [
                    .connectionLost, .connectionClosed, .serverUnavailable, .cancelled,
                ]
                #expect(Set(await reads.value).isSubset(of: allowed))
                let counts = try await database.read("SELECT id, count(*) FROM ledger GROUP BY id")
                    .decode(Int.self, Int.self)
                let found = Dictionary(uniqueKeysWithValues: counts)
                #expect(found.values.allSatisfy { $0 == 1 })
                for (number, code) in outcomes {
                    switch code {
                    case nil: #expect(found[number] == 1)
                    case .connectionLost?: break
                    case .serverUnavailable?, .connectionClosed?: #expect(found[number] == nil)
                    default: Issue.record("\(code?.description ?? "")")
                    }
                }
            }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aStoppedServerFreesEachCallerAtItsDeadlineAndAnswersNobodyLate(lanes: LaneConfiguration) async throws {
        try await TestServers.withOwnPostgres("stopped") { server in
            try await PoolFixture.withDatabase(
                "stopped", size: 2, url: server.url, lanes: lanes, connection: FaultFixture.impatient
            ) { database in
                try await database.warm()
                try await database.write("CREATE TABLE ledger (id int)")
                await server.suspend()
                let start = ContinuousClock.now

                let codes = await database.readNonces(0..<20, deadline: .seconds(1))
                let write = await postgresError {
                    try await database.write("INSERT INTO ledger VALUES (1)", deadline: .seconds(1))
                }

                #expect(ContinuousClock.now - start < .seconds(30))
                let expected: Set<PostgresError.Code> = [
                    .timedOut, .acquireTimedOut, .connectionLost, .serverUnavailable,
                ]
                #expect(codes.count == 20 && Set(codes).isSubset(of: expected), "\(Set(codes))")
                #expect(write.map { expected.contains($0.code) } == true)
                await server.resume()
                try await database.expectUsable()
                #expect(await database.readNonces(100..<300).isEmpty)
                let found = try await database.read("SELECT count(*) FROM ledger").decode(Int.self)
                #expect(found[0] <= 1)
            }
        }
    }

    @Test func aServerInRecoverySaysSoAndIsUsedAsSoonAsItIsReady() async throws {
        try await TestServers.withFolder("gate") { folder in
            let gate = folder + "/gate"
            // A server that restores its archive waits for this command.
            let settings = [
                "restore_command": "while test -e \(gate); do sleep 0.05; done; false", "wal_level": "replica",
                "hot_standby": "off",
            ]
            try await TestServers.withOwnPostgres("recovery", settings: settings) { server in
                try await PoolFixture.withDatabase("recovery", url: server.url) { database in
                    let admin = try ConnectionConfiguration(url: server.adminURL())
                    let connection = try await Connection.connect(admin, logger: PoolFixture.logger)
                    let data = try await connection.query("SHOW data_directory").decode(String.self)[0]
                    await connection.close()
                    try await database.warm()
                    try await server.kill()
                    try Data().write(to: URL(filePath: data + "/recovery.signal"))
                    try Data().write(to: URL(filePath: gate))
                    let restart = Task { try await server.restart() }

                    try await expectEventually {
                        let error = await postgresError { _ = try await database.read("SELECT 1") }
                        return error?.code == .serverUnavailable && error?.sqlState?.rawValue == "57P03"
                    }

                    try FileManager.default.removeItem(atPath: gate)
                    try await restart.value
                    try await database.expectUsable()
                }
            }
        }
    }
}

extension Database {
    /// The server processes behind the lanes.
    var laneProcesses: [Int32] {
        lanes?.contents.withLock { $0.roster.lanes.map(\.connection.backendProcessID) } ?? []
    }
}
