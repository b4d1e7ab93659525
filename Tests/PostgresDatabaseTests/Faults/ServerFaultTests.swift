import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// What a server in trouble does, and what callers get then.
@Suite struct ServerFaultTests {

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
}
