import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

/// A program that ends without stopping its server lets go of the folder's lock, and nothing else happens.
@Suite("What an earlier program left")
struct LeftoverTests {
    /// Starts a server and lets go of it; returns its process.
    private func leave(_ configuration: LocalPostgres.Configuration) async throws -> Int32 {
        let server = try await LocalPostgres.start(configuration, logger: quiet)
        _ = try await rows(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        server.releaseLock()
        return server.processID
    }

    @Test("a server that still runs is taken over")
    func adopted() async throws {
        try await TestServers.withFolder("adopted") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let left = try await leave(configuration)

            let server = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(server.processID == left)
            #expect(try await value(server.url, "SELECT answer FROM kept") == "42")
            try await server.stop()
            #expect(!ProcessProbe.isAlive(left))
        }
    }

    @Test("a server with other settings than those asked for is restarted")
    func otherSettings() async throws {
        try await TestServers.withFolder("other-settings") { folder in
            var configuration = TestServers.configuration(in: folder + "/postgres")
            let left = try await leave(configuration)
            configuration.settings["max_connections"] = "123"

            let server = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(server.processID != left && !ProcessProbe.isAlive(left))
            #expect(try await value(server.url, "SHOW max_connections") == "123")
            #expect(try await value(server.url, "SELECT answer FROM kept") == "42")
            try await server.stop()
        }
    }

    @Test("a server that hangs is restarted")
    func hanging() async throws {
        try await TestServers.withFolder("hanging") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let left = try await leave(configuration)
            ProcessProbe.signal(left, SIGSTOP)

            let server = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(server.processID != left && !ProcessProbe.isAlive(left))
            #expect(try await value(server.url, "SELECT answer FROM kept") == "42")
            try await server.stop()
        }
    }

    @Test("a server that was killed with its program is started again")
    func dead() async throws {
        try await TestServers.withFolder("dead") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let left = try await leave(configuration)
            ProcessProbe.signal(left, SIGKILL)

            let server = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(server.processID != left)
            #expect(try await value(server.url, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'") == "1")
            try await server.stop()
        }
    }

    @Test("a process id that belongs to another program by now is no server, and is left alone")
    func reusedProcessID() async throws {
        try await TestServers.withFolder("reused") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let first = try await LocalPostgres.start(configuration, logger: quiet)
            let data = first.folder.data
            let file = try #require(FileManager.default.contents(atPath: data + "/postmaster.pid"))
            try await first.stop()
            // Of the server's own user: PostgreSQL itself would not start beside such a file.
            let stranger = try await ServerProcess.launch(
                "/bin/sleep", ["600"], outputPath: "/dev/null", user: first.folder.owner)
            defer { stranger.signal(SIGKILL) }
            let lines = String(decoding: file, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            let stale = (["\(stranger.processID)"] + lines.dropFirst()).joined(separator: "\n")
            try PrivateFile.write(stale, to: data + "/postmaster.pid", owner: first.folder.owner)

            try await first.restart()

            #expect(try await value(first.url, "SELECT 1") == "1")
            #expect(stranger.isAlive)
            try await first.stop()
        }
    }

    @Test("an initdb that was interrupted is begun again")
    func interruptedInitialization() async throws {
        try await TestServers.withFolder("interrupted") { folder in
            let half = folder + "/postgres/initializing/data"
            try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
            try "15\n".write(toFile: half + "/PG_VERSION", atomically: true, encoding: .utf8)

            let server = try await LocalPostgres.start(
                TestServers.configuration(in: folder + "/postgres"), logger: quiet)

            #expect(try await value(server.url, "SELECT 1") == "1")
            #expect(!FileManager.default.fileExists(atPath: folder + "/postgres/initializing"))
            try await server.stop()
        }
    }

    @Test("a role or database that an interrupted first start did not make is made by the next")
    func interruptedSetup() async throws {
        try await TestServers.withFolder("setup") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let first = try await LocalPostgres.start(configuration, logger: quiet)
            _ = try await rows(first.adminURL(), "DROP DATABASE bookedbarber")
            _ = try await rows(first.adminURL(), "DROP ROLE bookedbarber")
            try await first.restart()

            first.releaseLock()

            let second = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(try await value(second.url, "SELECT current_user") == "bookedbarber")
            try await second.stop()
        }
    }
}
