import Foundation
import LocalServers
import Postgres
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Servers that somebody else has set up.
@Suite struct ForeignServerTests {
    @Test func withoutRightsItSaysWhatIsMissingAndSamplesTheRest() async throws {
        let url = try await MonitorFixture.databaseWithStatements("norights")
        let name = TestServers.databaseName(in: url)
        let admin = try await Connection.connect(ConnectionConfiguration(url: url), logger: MonitorFixture.logger)
        let role = "watcher_\(name)"
        try await MonitorFixture.asSuperuser(of: url) { superuser in
            try await superuser.query("CREATE ROLE \(identifier: role) LOGIN PASSWORD 'w'")
            try await superuser.query("GRANT CONNECT ON DATABASE \(identifier: name) TO \(identifier: role)")
        }
        let server = try await TestServers.postgres()
        let limited = "postgres://\(role):w@127.0.0.1:\(server.port)/\(name)"

        try await MonitorFixture.withMonitor("norights", url: limited) { fixture in
            let seen = try await fixture.withSession("busy") { other in
                let sleeping = Task { _ = try? await admin.query("SELECT pg_sleep(30)") }
                defer { sleeping.cancel() }
                _ = try await other.query("SELECT 1")
                let isSeen = try await eventually {
                    try await fixture.sample().missing.contains { $0.part.contains("other roles") }
                }
                return isSeen
            }
            let snapshot = try #require(fixture.monitor.snapshot)

            #expect(seen, "\(snapshot.missing)")
            #expect(snapshot.blindness == nil)
            #expect(snapshot.missing.allSatisfy { !$0.remedy.isEmpty })
            #expect(snapshot[.connections, "active"] != nil)
        }
        await admin.close()
    }

    @Test func withoutTheExtensionItSaysHowToGetItAndSamplesTheRest() async throws {
        try await MonitorFixture.withMonitor("noextension") { fixture in
            try await MonitorFixture.asSuperuser(of: fixture.url) {
                try await $0.query("DROP EXTENSION pg_stat_statements")
            }
            try await fixture.sample()
            let snapshot = try await fixture.sample(at: Date() + 10)

            #expect(snapshot.missing.map(\.part) == ["pg_stat_statements"])
            #expect(snapshot.missing.first?.remedy.contains("CREATE EXTENSION") == true)
            #expect(snapshot.statements.isEmpty)
            #expect(snapshot[.commits] != nil)
        }
    }

    @Test func anExtensionThatIsNotLoadedIsToldApartFromOneThatIsAbsent() async throws {
        try await TestServers.withOwnPostgres(
            "unloaded", settings: ["shared_preload_libraries": ""]
        ) { server in
            try await MonitorFixture.withMonitor("unloaded", url: server.url) { fixture in
                try await fixture.database.write("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
                let snapshot = try await fixture.sample()

                if snapshot.missing.isEmpty { return }  // The server's own settings load it.
                #expect(snapshot.missing.first?.reason.contains("hasn't loaded it") == true)
            }
        }
    }
}
