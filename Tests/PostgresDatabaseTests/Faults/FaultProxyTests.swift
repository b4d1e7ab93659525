import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// That the proxy does what its faults say: else no other test here means anything.
@Suite struct FaultProxyTests {
    private func withConnection(
        _ body: (Connection, ProxiedDatabase) async throws -> Void
    ) async throws {
        try await FaultFixture.withProxiedDatabase("proxy", size: 1, connection: FaultFixture.impatient) { proxied in
            let configuration = proxied.database.configuration.connection
            let connection = try await Connection.connect(configuration, logger: PoolFixture.logger)
            try await body(connection, proxied)
            await proxied.proxy.set(.none)
            await connection.close()
        }
    }

    @Test func withoutAFaultEverythingPasses() async throws {
        try await withConnection { connection, proxied in
            let text = String(repeating: "barber", count: 100_000)

            let found = try await connection.query("SELECT \(text)").decode(String.self)

            #expect(found == [text])
            #expect(proxied.proxy.counts.open == 1)
            #expect(proxied.proxy.counts.bytesFromClients > text.utf8.count)
        }
    }

    @Test func aCutResetsWhatIsThereAndWhatComesUntilItIsOver() async throws {
        try await withConnection { connection, proxied in
            await proxied.proxy.set(.cut)

            try await expectEventually { connection.isClosed }
            let configuration = proxied.database.configuration.connection
            let error = await postgresError { _ = try await Connection.connect(configuration) }
            #expect(error?.code == .connectFailed)

            await proxied.proxy.set(.none)
            try await proxied.database.expectUsable()
        }
    }

    @Test(arguments: [Fault.halfOpen, .blackHole, .mute])
    func whatIsLostIsMissedOnlyByThoseWhoWait(fault: Fault) async throws {
        try await withConnection { connection, proxied in
            await proxied.proxy.set(fault)

            #expect(!connection.isClosed)
            let error = await postgresError { try await connection.query("SELECT 1", deadline: .milliseconds(200)) }
            #expect(error?.code == .timedOut)
            let configuration = proxied.database.configuration.connection
            let connect = await postgresError { _ = try await Connection.connect(configuration) }
            #expect(connect?.code == .timedOut)
        }
    }

    @Test func aHalfOpenConnectionIsGoneForTheServer() async throws {
        try await withConnection { connection, proxied in
            await proxied.proxy.set(.halfOpen)

            try await expectEventually {
                try await proxied.ask(
                    "SELECT count(*) FROM pg_stat_activity WHERE pid = \(connection.backendProcessID)") == [0]
            }
            #expect(!connection.isClosed)
        }
    }

    @Test func aMuteServerHears() async throws {
        try await withConnection { connection, proxied in
            try await connection.query("CREATE SEQUENCE heard")
            await proxied.proxy.set(.mute)

            _ = await postgresError { try await connection.query("SELECT nextval('heard')", deadline: .seconds(1)) }

            let heard: [Bool] = try await proxied.ask("SELECT is_called FROM heard")
            #expect(heard == [true])
        }
    }

    @Test(arguments: [Fault.delay(.milliseconds(50)), .oneByteAtATime, .throttled(bytesPerSecond: 20_000)])
    func whatIsSlowArrivesWhole(fault: Fault) async throws {
        try await withConnection { connection, proxied in
            await proxied.proxy.set(fault)
            let text = String(repeating: "x", count: 2000)
            let start = ContinuousClock.now

            let found = try await connection.query("SELECT \(text)", deadline: .seconds(20)).decode(String.self)

            #expect(found == [text])
            // Each way: 50 ms, or 2,000 bytes at 20,000 a second.
            if fault != .oneByteAtATime { #expect(ContinuousClock.now - start >= .milliseconds(100)) }
        }
    }

    @Test func whatIsHeldArrivesInTheEndAndIsBounded() async throws {
        try await withConnection { connection, proxied in
            await proxied.proxy.set(.hold)
            let text = String(repeating: "long", count: 4 << 20)
            let before = proxied.proxy.counts.bytesFromClients
            let query = Task {
                try await connection.query("SELECT length(\(text))", deadline: .seconds(30)).decode(Int.self)
            }
            try await expectEventually { proxied.proxy.counts.bytesFromClients - before >= 256 << 10 }
            #expect(proxied.proxy.counts.bytesFromClients - before < 1 << 20)

            await proxied.proxy.set(.none)

            expectEqual(try await query.value, [16 << 20])
        }
    }
}
