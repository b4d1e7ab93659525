import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("Processes")
struct ProcessTests {
    @Test("children see no secrets, and nothing that would redirect them")
    func environment() {
        let values = ChildEnvironment.values(from: [
            "PATH": "/bin", "DATABASE_URL": "postgres://secret", "PGDATA": "/elsewhere", "LC_ALL": "de_DE.UTF-8",
            "LD_LIBRARY_PATH": "/lib",
        ])

        #expect(values == ["PATH": "/bin", "LC_ALL": "C", "HOME": "/", "LD_LIBRARY_PATH": "/lib"])
        #expect(ChildEnvironment.values(from: [:])["PATH"] == "/usr/bin:/bin")
    }

    @Test("a command that does not end in time is killed")
    func timeout() async throws {
        try await TestServers.withFolder("command") { folder in
            let script = "echo $$ > \(folder)/pid; exec sleep 600"
            let command = ShortCommand(
                program: "/bin/sh", arguments: ["-c", script], timeout: .milliseconds(500))

            let error = try await #require(throws: LocalServerError.self) { try await command.run() }

            #expect(error.code == .timedOut)
            let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
            let processID = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(try await eventually { !ProcessProbe.isAlive(processID) })
        }
    }

    @Test("a command's output and outcome are returned; a program that is not there fails")
    func command() async throws {
        let echo = try await ShortCommand(
            program: "/bin/echo", arguments: ["a b", "$HOME; `id`"], timeout: .seconds(10)
        ).run()
        #expect(echo.succeeded && echo.output == "a b $HOME; `id`\n")
        let missing = try await ShortCommand(program: "/nonexistent/program", timeout: .seconds(10)).run()
        #expect(!missing.succeeded && missing.output.contains("/nonexistent/program"))
    }

    @Test("a child's end is seen, and how it ended")
    func exit() async throws {
        let process = try await ServerProcess.launch(
            "/bin/sh", ["-c", "sleep 600 & exec sleep 600"], outputPath: "/dev/null", user: nil)
        #expect(process.isAlive)
        // The shell becomes the second sleep after it has started the first.
        #expect(try await eventually { await ProcessProbe.commandLine(process.processID)?.hasPrefix("sleep") == true })
        let children = await ProcessProbe.children(of: process.processID)
        #expect(children.count == 1)

        process.signal(SIGTERM)

        #expect(await process.waitUntilGone(within: .seconds(10)))
        #expect(await process.exitDescription() == "ended by signal \(SIGTERM)")
        for child in children { ProcessProbe.signal(child, SIGKILL) }
    }

    @Test("no process has an id that is none")
    func noProcess() async {
        #expect(!ProcessProbe.isAlive(0) && !ProcessProbe.isAlive(-1) && !ProcessProbe.isAlive(Int32.max))
        #expect(!ProcessProbe.signal(-1, 0) && !ProcessProbe.signal(0, 0))
        #expect(await ProcessProbe.commandLine(Int32.max) == nil)
        #expect(ProcessProbe.isAlive(getpid()))
    }

    @Test("a free port can be had, and a taken one is seen")
    func ports() async throws {
        let server = try await TestServers.postgres()

        #expect(LoopbackPort.isFree(try LoopbackPort.free()))
        #expect(!LoopbackPort.isFree(server.port))
        #expect(!LoopbackPort.isFree(70_000))
    }
}
