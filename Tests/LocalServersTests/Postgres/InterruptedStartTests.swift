import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("A start that is not finished")
struct InterruptedStartTests {
    @Test("a start that is cancelled during initdb leaves a folder that can be started")
    func cancelledInitialization() async throws {
        try await TestServers.withFolder("cancelled") { folder in
            let configuration = TestServers.configuration(in: folder + "/postgres")
            let start = Task { try await LocalPostgres.start(configuration, logger: quiet) }
            start.cancel()
            let error = await #expect(throws: LocalServerError.self) { try await start.value }
            #expect(error?.code == .cancelled)

            let server = try await LocalPostgres.start(configuration, logger: quiet)

            #expect(try await value(server.url, "SELECT 1") == "1")
            try await server.stop()
        }
    }

    @Test("a server that is not ready in time is stopped, and the error says what was waited for")
    func timedOut() async throws {
        try await TestServers.withFolder("timed-out") { folder in
            var configuration = try Self.neverReady(in: folder)
            configuration.startTimeout = .milliseconds(300)

            let error = try await #require(throws: LocalServerError.self) {
                _ = try await LocalPostgres.start(configuration, logger: quiet)
            }

            #expect(error.code == .timedOut)
            #expect(error.message.contains("not ready within 0.3 seconds"))
            #expect(error.message.contains("still thinking"))
            #expect(try await eventually { try Self.process(in: folder).map(ProcessProbe.isAlive) == false })
        }
    }

    @Test("a start that is cancelled while the server is not ready stops it")
    func cancelledWaiting() async throws {
        try await TestServers.withFolder("waiting") { folder in
            let configuration = try Self.neverReady(in: folder)
            let start = Task { try await LocalPostgres.start(configuration, logger: quiet) }
            #expect(try await eventually { try Self.process(in: folder).map(ProcessProbe.isAlive) == true })

            start.cancel()

            let error = await #expect(throws: LocalServerError.self) { try await start.value }
            #expect(error?.code == .cancelled)
            #expect(try await eventually { try Self.process(in: folder).map(ProcessProbe.isAlive) == false })
        }
    }

    /// Programs that make a folder and start a process, which then never answers.
    private static func neverReady(in folder: String) throws -> LocalPostgres.Configuration {
        let programs = folder + "/bin"
        let initdb =
            """
            #!/bin/sh
            mkdir "${1#--pgdata=}" && echo 15 > "${1#--pgdata=}/PG_VERSION"
            """
        let postgres =
            """
            #!/bin/sh
            echo still thinking
            echo $$ > "$2/pid"
            exec sleep 600
            """
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        for (name, script) in ["initdb": initdb, "postgres": postgres] {
            try script.write(toFile: "\(programs)/\(name)", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(programs)/\(name)")
        }
        var configuration = TestServers.configuration(in: folder + "/postgres")
        configuration.installation = PostgresInstallation(binDirectory: programs, version: 15)
        return configuration
    }

    private static func process(in folder: String) throws -> Int32? {
        try PrivateFile.read(folder + "/postgres/data/pid").flatMap {
            Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }
}
