import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Tasks that run where their replies are read.
@Suite struct ExecutorTests {
    @Test(arguments: [LaneConfiguration.off, LaneReadTests.patient])
    func eachTaskGetsItsOwnValues(lanes: LaneConfiguration) async throws {
        try await PoolFixture.withDatabase("executor", size: 4, lanes: lanes) { database in
            if database.lanes != nil { try await database.warmLane() }
            let executor = database.executor
            let wrong = await withTaskGroup(of: Int.self) { group in
                for task in 0..<100 {
                    group.addTask(executorPreference: executor) {
                        var wrong = 0
                        for number in task * 100..<task * 100 + 20 {
                            let found = try? await database.read("SELECT \(number)").decode(Int.self)
                            if found != [number] { wrong += 1 }
                        }
                        return wrong
                    }
                }
                return await group.reduce(0, +)
            }

            #expect(wrong == 0)
        }
    }

    @Test func whatTasksAskForAtATimeLeavesTogether() async throws {
        try await PoolFixture.withDatabase("together", size: 2, lanes: LaneReadTests.patient) { database in
            try await database.warmLane()
            // Known to be quick from here on.
            for _ in 0..<5 { _ = try await database.read("SELECT 1") }
            let executor = database.executor
            let before = database.statistics.lanes

            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask(executorPreference: executor) {
                        for _ in 0..<20 { _ = try? await database.read("SELECT 1") }
                    }
                }
            }

            let now = database.statistics.lanes
            #expect(now.requests - before.requests >= 1900)
            #expect((now.requests - before.requests) / (now.batches - before.batches) >= 4, "\(now)")
        }
    }

    /// Looking up a name and connecting lead to jobs as well.
    @Test func itConnectsFromThereByName() async throws {
        let server = try await TestServers.postgres()
        let url = try await TestServers.database("executor")
        let named = FaultFixture.url(server.tcpURL, port: server.port, database: TestServers.databaseName(in: url))
            .replacing("@127.0.0.1:", with: "@localhost:")
        let configuration = try ConnectionConfiguration(url: named)
        let loop = EventLoop()
        try await withTaskExecutorPreference(loop) {
            for _ in 0..<3 {
                let connection = try await Connection.connect(configuration, on: loop, logger: PoolFixture.logger)
                let found = try await connection.query("SELECT 5").decode(Int.self)
                #expect(found == [5])
                await connection.close()
            }
        }
    }
}
