import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Changes of the schema under statements that are in use.
@Suite struct SchemaFaultTests {
    @Test(arguments: FaultFixture.lanes)
    func ddlUnderLoadIsNoErrorOutsideOfTransactions(lanes: LaneConfiguration) async throws {
        try await PoolFixture.withDatabase("shape", size: 4, lanes: lanes) { database in
            try await database.write("CREATE TABLE shape (id int)")
            try await database.write("INSERT INTO shape VALUES (7)")
            try await database.warm()
            let readers = (0..<20).map { _ in
                Task {
                    while !Task.isCancelled {
                        let rows = try await database.read("SELECT * FROM shape")
                        #expect(try rows[0].decode(Int.self, at: 0) == 7)
                    }
                }
            }

            for number in 0..<20 {
                try await database.write(Query(unsafeSQL: "ALTER TABLE shape ADD COLUMN c\(number) text"))
            }

            for reader in readers { reader.cancel() }
            for reader in readers {
                let error = await postgresError { try await reader.value }
                #expect(error == nil || error?.code == .cancelled, "\(String(describing: error))")
            }
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aTableDroppedMidPipelineFailsOnlyThoseWhoReadIt(lanes: LaneConfiguration) async throws {
        try await PoolFixture.withDatabase("dropped", size: 4, lanes: lanes) { database in
            for name in ["kept", "gone"] {
                try await database.write(Query(unsafeSQL: "CREATE TABLE \(name) AS SELECT 7 AS id"))
            }
            try await database.warm()
            let others = Task {
                while !Task.isCancelled {
                    let found = try await database.read("SELECT id FROM kept").decode(Int.self)
                    #expect(found == [7])
                }
            }
            let readers = (0..<20).map { _ in
                Task {
                    await postgresError {
                        while true {
                            let found = try await database.read("SELECT id FROM gone").decode(Int.self)
                            #expect(found == [7])
                        }
                    }
                }
            }

            try await database.write("DROP TABLE gone")

            for reader in readers {
                let error = await reader.value
                #expect(error?.code == .server && error?.sqlState == .undefinedTable, "\(String(describing: error))")
            }
            others.cancel()
            let error = await postgresError { try await others.value }
            #expect(error == nil || error?.code == .cancelled, "\(String(describing: error))")
            try await database.write("CREATE TABLE gone AS SELECT 7 AS id")
            let found = try await database.read("SELECT id FROM gone").decode(Int.self)
            #expect(found == [7])
        }
    }

    @Test(arguments: FaultFixture.lanes)
    func aResultBeyondTheLimitIsRefusedAndHarmsNobody(lanes: LaneConfiguration) async throws {
        func limit(_ connection: inout ConnectionConfiguration) { connection.maxResultBytes = 1 << 20 }
        try await PoolFixture.withDatabase("large", size: 2, lanes: lanes, connection: limit) { database in
            try await database.warm()

            let error = await postgresError {
                _ = try await database.read("SELECT repeat('x', 1000) FROM generate_series(1, 30000)")
            }

            #expect(error?.code == .resultTooLarge)
            #expect(await database.readNonces(0..<50).isEmpty)
        }
    }
}
