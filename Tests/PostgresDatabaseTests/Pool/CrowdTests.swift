import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct CrowdTests {
    @Test func twoThousandTasksShareFiveConnections() async throws {
        try await PoolFixture.withDatabase("crowd") { database in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<2000 {
                    group.addTask {
                        let rows = try await database.read("SELECT \(number) + 0")
                        return try rows.decode(Int.self)[0]
                    }
                }
                return try await group.reduce(0, +)
            }

            #expect(sum == 2000 * 1999 / 2)
            let statistics = database.statistics.pool
            #expect(statistics.leases == 2000)
            #expect(statistics.opened <= 5)
            #expect(statistics.leased == 0)
            #expect(statistics.waiting == 0)
        }
    }

    @Test func eachTaskGetsItsOwnAnswerWhileOthersAreCancelled() async throws {
        try await PoolFixture.withDatabase("storm", size: 5, maxOverflow: 3) { database in
            var generator = JitterGenerator(seed: 7)
            let answers = Counter()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<600 {
                    let isDoomed = Bool.random(using: &generator)
                    let yields = Int.random(in: 0..<200, using: &generator)
                    group.addTask {
                        let task = Task {
                            let rows = try await database.read("SELECT \(number) + 0, pg_sleep(0.002)")
                            #expect(try rows[0].decode(Int.self, at: 0) == number)
                            answers.add()
                        }
                        if isDoomed {
                            for _ in 0..<yields { await Task.yield() }
                            task.cancel()
                        }
                        let result = await task.result
                        if case .failure(let error) = result {
                            #expect((error as? PostgresError)?.code == .cancelled, "\(error)")
                            #expect(isDoomed)
                        }
                    }
                }
            }

            #expect(answers.value >= 200)
            try await database.expectSettled { $0.leased == 0 && $0.waiting == 0 && $0.total <= 5 }
            let statistics = database.statistics.pool
            #expect(statistics.leases + statistics.cancellations + statistics.refusals <= 600)
            let found = try await database.read("SELECT 1").decode(Int.self)
            #expect(found == [1])
        }
    }

    @Test func theServerNeverSeesMoreConnectionsThanAllowed() async throws {
        try await PoolFixture.withDatabase("limit", size: 3, maxOverflow: 2) { database in
            try await database.aside { observer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<300 {
                        group.addTask { _ = try await database.read("SELECT pg_sleep(0.005)") }
                    }
                    for _ in 0..<20 {
                        let rows = try await observer.query(
                            """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                              AND backend_type = 'client backend'
                            """)
                        #expect(try rows.decode(Int.self)[0] <= 5)
                    }
                    try await group.waitForAll()
                }
            }

            #expect(database.statistics.pool.opened >= 5)
            try await database.expectSettled { $0.total == 3 && $0.idle == 3 }
        }
    }

    @Test func waitersAreServedInOrder() async throws {
        try await PoolFixture.withDatabase("order", size: 1) { database in
            let order = Series()
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await database.withConnection { _ in
                    for number in 0..<50 {
                        group.addTask {
                            try await database.withConnection { _ in order.append(number) }
                        }
                        try await database.expectSettled { $0.waiting == number + 1 }
                    }
                }
                try await group.waitForAll()
            }

            #expect(order.all == Array(0..<50))
        }
    }

    @Test func aCancelledWaiterLeavesAtOnce() async throws {
        try await PoolFixture.withDatabase("leave", size: 1) { database in
            try await database.withConnection { _ in
                let waiter = Task.detached { try await database.read("SELECT 1") }
                try await database.expectSettled { $0.waiting == 1 }

                waiter.cancel()
                let result = await waiter.result

                #expect(throws: PostgresError.self) { try result.get() }
                #expect(database.statistics.pool.waiting == 0)
                #expect(database.statistics.pool.cancellations == 1)
            }
        }
    }

    @Test func aTaskThatIsCancelledAlreadyAsksForNothing() async throws {
        try await PoolFixture.withDatabase("cancelled", size: 1) { database in
            let code = await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await postgresError { _ = try await database.read("SELECT 1") }?.code
            }.value

            #expect(code == .cancelled)
            #expect(database.statistics.pool.opened + database.statistics.pool.connecting == 0)
        }
    }
}
