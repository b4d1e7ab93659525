import LocalServers
import Postgres
import PostgresDatabase
import TestServers
import Testing

@testable import QueryCaching

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite struct OutboxFaultTests {
    /// By default a statement has 30 seconds, and the client gives up after 35.
    @Test func aConnectionThatIsSilentlyGoneKeepsNobodyFromTheOutbox() async throws {
        try await SharedFixture.with { fixture in
            let server = try await TestServers.postgres()
            try await withFaultProxy(toPort: server.port) { proxy in
                let name = TestServers.databaseName(in: fixture.url)
                let url = server.tcpURL.replacing(/@127\.0\.0\.1:\d+\/.*$/, with: "@127.0.0.1:\(proxy.port)/\(name)")
                try await SharedFixture.withDatabase(url) { database in
                    let proxied = SharedFixture(url: url, redis: fixture.redis, database: database)
                    try await proxied.withCaches(1) { caches in
                        let kind = CacheKind<Int>("things", policy: .plain)
                        _ = try await fixture.read(1, caches[0], kind)
                        let before = proxy.counts.bytesFromClients
                        await proxy.set(.mute)
                        // A look is under way, and its answer is lost.
                        #expect(try await eventually { proxy.counts.bytesFromClients > before })
                        try await fixture.database.transaction { transaction in
                            try await transaction.query("UPDATE things SET value = 4 WHERE id = 1")
                            try await transaction.query(
                                "INSERT INTO cache_invalidations (tags) VALUES (ARRAY['thing:1'])")
                        }
                        await proxy.set(.none)

                        #expect(
                            try await eventually(within: .seconds(20)) {
                                try await fixture.read(1, caches[0], kind) == 4
                            })
                    }
                }
            }
        }
    }

    /// It wasn't started anew, but may give the numbers of lost transactions a second time.
    @Test func aServerThatHasRecoveredFromACrashIsAnotherOne() async throws {
        try await TestServers.withOwnPostgres("outbox-crash") { server in
            try await SharedFixture.withDatabase(server.url) { database in
                for statement in OutboxTable.schema.split(separator: ";") where statement.contains("C") {
                    try await database.write(Query(unsafeSQL: String(statement)))
                }
                let outbox = Outbox(database, interval: .seconds(1), retention: .seconds(600))
                let position = try await outbox.readPosition()
                #expect(position.reaches(try await outbox.read(after: position), retention: 600_000))

                let former = await Self.one("SELECT pg_postmaster_start_time()", server)
                let victim = await Self.one(
                    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'background writer'", server)
                let pid = try #require(victim.flatMap(Int32.init))
                kill(pid, SIGKILL)

                #expect(
                    try await eventually {
                        guard let view = try? await outbox.read(after: position) else { return false }
                        return !position.reaches(view, retention: 600_000)
                    })
                #expect(await Self.one("SELECT pg_postmaster_start_time()", server) == former)
            }
        }
    }

    private static func one(_ sql: String, _ server: LocalPostgres) async -> String? {
        let rows = try? await AdminSession.perform(server.adminURL(), within: .seconds(10)) {
            session throws(AdminSession.Failure) in try session.query(sql)
        }
        return rows?.first?.first ?? nil
    }
}
