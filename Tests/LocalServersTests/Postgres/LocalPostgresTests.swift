import Foundation
import LocalServers
import Logging
import TestServers
import Testing

@testable import LocalServers

/// What a query returns, as text; for servers that run here.
func rows(_ url: String, _ sql: String) async throws -> [[String?]] {
    try await AdminSession.perform(url, within: .seconds(30)) { session throws(AdminSession.Failure) in
        try session.query(sql)
    }
}

func value(_ url: String, _ sql: String) async throws -> String? {
    try await rows(url, sql).first?.first ?? nil
}

let quiet = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }

@Suite("A private PostgreSQL")
struct LocalPostgresTests {
    @Test("a new cluster has checksums, UTF-8, C collation and SCRAM, and listens on this machine alone")
    func settings() async throws {
        let admin = try await TestServers.postgres().adminURL()

        for (name, expected) in [
            "data_checksums": "on", "server_encoding": "UTF8", "lc_collate": "C", "lc_ctype": "C",
            "listen_addresses": "127.0.0.1", "password_encryption": "scram-sha-256",
            "log_parameter_max_length_on_error": "0", "max_connections": "400", "timezone": "UTC",
        ] {
            let sql =
                name.hasPrefix("lc_c")
                ? "SELECT \(name == "lc_collate" ? "datcollate" : "datctype") FROM pg_database WHERE datname = 'postgres'"
                : "SHOW \(name)"
            #expect(try await value(admin, sql) == expected, "\(name)")
        }
        let methods = try await rows(admin, "SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        #expect(methods == [["scram-sha-256"]])
    }

    @Test("the application's role owns its database, may read statistics, and has no other rights")
    func role() async throws {
        let server = try await TestServers.postgres()

        let rights = try await rows(
            server.url,
            """
            SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
                pg_has_role('pg_monitor', 'member'), pg_has_role('pg_execute_server_program', 'member'),
                (SELECT datdba = pg_roles.oid FROM pg_database WHERE datname = current_database())
            FROM pg_roles WHERE rolname = current_user
            """)

        #expect(rights == [["f", "f", "f", "f", "f", "t", "f", "t"]])
        #expect(try await value(server.adminURL(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "t")
        #expect(try await value(server.url, "SELECT count(*) >= 0 FROM pg_stat_statements") == "t")
    }

    @Test("both the socket and the port want the password")
    func password() async throws {
        let server = try await TestServers.postgres()

        for url in [server.url, server.tcpURL] {
            #expect(try await value(url, "SELECT current_user") == "bookedbarber")
            let wrong = url.replacing(server.credentials.owner, with: "wrong")
            let failure = await #expect(throws: AdminSession.Failure.self) { try await value(wrong, "SELECT 1") }
            #expect(failure?.message.contains("password authentication failed") == true)
        }
        #expect(try await value(server.tcpURL, "SELECT host(inet_server_addr())") == "127.0.0.1")
    }

    @Test("what describes a server has no password")
    func description() async throws {
        let server = try await TestServers.postgres()

        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(server)", String(reflecting: server), dumped] {
            #expect(!text.contains(server.credentials.owner) && !text.contains(server.credentials.superuser))
        }
        let log = LogFile(path: server.folder.logFile).tail(lines: 10_000)
        #expect(!log.contains(server.credentials.owner))
    }

    @Test("the server is in a session of its own, where a terminal's Ctrl-C does not reach it")
    func session() async throws {
        let server = try await TestServers.postgres()

        #expect(getsid(server.processID) == server.processID)
        #expect(getsid(0) != server.processID)
    }

    @Test("stopped and started again, it has its data")
    func secondStart() async throws {
        try await TestServers.withOwnPostgres("second-start", durable: true) { server in
            _ = try await rows(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
            try await server.stop()
            #expect(!server.isRunning)
            try await server.stop()

            try await server.restart()

            #expect(server.isRunning)
            #expect(try await value(server.url, "SELECT answer FROM kept") == "42")
        }
    }

    @Test("a killed server is started again on the same port with what was committed")
    func killed() async throws {
        try await TestServers.withOwnPostgres("killed", durable: true) { server in
            _ = try await rows(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
            let before = (url: server.url, tcp: server.tcpURL, process: server.processID)

            try await server.kill()
            #expect(!server.isRunning)
            await #expect(throws: AdminSession.Failure.self) { try await value(server.url, "SELECT 1") }
            try await server.restart()

            #expect(server.processID != before.process)
            #expect(server.url == before.url && server.tcpURL == before.tcp)
            #expect(try await value(server.tcpURL, "SELECT answer FROM kept") == "42")
        }
    }

    @Test("a suspended server answers nobody until it goes on, and can be stopped")
    func suspended() async throws {
        try await TestServers.withOwnPostgres("suspended") { server in
            await server.suspend()
            let failure = await #expect(throws: AdminSession.Failure.self) {
                try await AdminSession.perform(server.url, within: .milliseconds(200)) { _ in }
            }
            #expect(failure?.timedOut == true)

            await server.resume()
            #expect(try await value(server.url, "SELECT 1") == "1")

            await server.suspend()
            try await server.stop()
            #expect(!server.isRunning)
            #expect(LogFile(path: server.folder.logFile).tail().contains("received fast shutdown request"))
        }
    }

    @Test("a stop that takes too long is made harder")
    func escalation() async throws {
        try await TestServers.withFolder("escalation") { folder in
            var configuration = TestServers.configuration(in: folder + "/postgres")
            configuration.stopTimeout = .milliseconds(200)
            let server = try await LocalPostgres.start(configuration, logger: quiet)
            let client = Task { try await rows(server.url, "SELECT pg_sleep(60)") }
            let admin = server.adminURL()
            #expect(
                try await eventually {
                    try await value(admin, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sleep(60)'") != "0"
                })

            // The smart mode waits for the client, who has no intention to leave.
            try await server.stop(.smart)

            #expect(!server.isRunning)
            await #expect(throws: AdminSession.Failure.self) { try await client.value }
        }
    }

    @Test("operations asked for at once run one after another")
    func concurrentOperations() async throws {
        try await TestServers.withOwnPostgres("operations") { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        if number.isMultiple(of: 2) { try await server.restart() } else { try await server.stop() }
                    }
                }
                try await group.waitForAll()
            }
            try await server.restart()

            #expect(try await value(server.url, "SELECT 1") == "1")
        }
    }
}
