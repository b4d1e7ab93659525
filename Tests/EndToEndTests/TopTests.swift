import DatabaseMonitoring
import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("top")
    struct TopTests {
        private func arguments(_ folder: String, _ more: [String] = []) -> [String] {
            ["top", "--state", "\(folder)/state"] + more
        }

        @Test("draws over itself, obeys keys and the size of the terminal, and leaves that as it was")
        func keys() async throws {
            try await MonitorAnswers.withMonitor { folder, _ in
                try await withTerminal(arguments(folder, ["--interval", "0.2"]), in: folder) { run in
                    let terminal = run.terminal
                    try await terminal.wait(for: "All well")
                    try await terminal.wait(for: "Statements by time")
                    #expect(await terminal.screen.count == 30)
                    await terminal.type("s")
                    try await terminal.wait(for: "Statements by calls")
                    await terminal.type("2")
                    try await terminal.wait(for: "[2 statements]")
                    await terminal.type("\u{1B}[B\u{1B}[B")
                    try await terminal.wait(for: " 2/")
                    await terminal.type("?")
                    try await terminal.wait(for: "this page")
                    await terminal.type("?p")
                    try await terminal.wait(for: "PAUSED")
                    await terminal.type("p")
                    try await terminal.wait(for: "no pause") { $0.count == 30 && !$0.joined().contains("PAUSED") }
                    await terminal.resize(columns: 64, rows: 12)
                    try await terminal.wait(for: "the smaller screen") { screen in
                        screen.count == 12 && screen[11].hasPrefix("1 all") && screen.allSatisfy { $0.count <= 64 }
                    }
                    await terminal.type("q")

                    #expect(try await run.end() == 0)
                    #expect(run.settings.before != nil && run.settings.before == run.settings.after)
                    let text = await terminal.text
                    #expect(text.contains("\u{1B}[?1049h") && text.hasSuffix("\u{1B}[?1049l"))
                    #expect(text.contains("\u{1B}[?25l") && text.contains("\u{1B}[?25h"))
                    #expect(!text.contains("\u{1B}[31m") && !text.contains("\u{1B}]0"))
                }
            }
        }

        enum Farewell: CaseIterable {
            case controlC, interrupt, terminate, hangUp

            var signal: Int32? {
                switch self {
                case .controlC: nil
                case .interrupt: SIGINT
                case .terminate: SIGTERM
                case .hangUp: SIGHUP
                }
            }
        }

        @Test("Ctrl-C and signals leave the terminal as it was", arguments: Farewell.allCases)
        func stopped(farewell: Farewell) async throws {
            try await MonitorAnswers.withMonitor { folder, _ in
                try await withTerminal(arguments(folder), in: folder) { run in
                    try await run.terminal.wait(for: "All well")
                    if let signal = farewell.signal {
                        kill(try #require(run.processID), signal)
                    } else {
                        await run.terminal.type("\u{3}")
                    }

                    #expect(try await run.end() == 0)
                    #expect(run.settings.before != nil && run.settings.before == run.settings.after)
                    #expect(await run.terminal.text.hasSuffix("\u{1B}[?1049l"))
                }
            }
        }

        @Test("Ctrl-Z gives the terminal back to the shell until the shell continues it")
        func suspended() async throws {
            try await MonitorAnswers.withMonitor { folder, _ in
                try await withTerminal(arguments(folder), in: folder) { run in
                    try await run.terminal.wait(for: "All well")
                    await run.terminal.type("\u{1A}")
                    let isBack = try await eventually {
                        await run.terminal.text.components(separatedBy: "\u{1B}[?1049h").count == 3
                    }
                    try await run.terminal.wait(for: "All well")
                    await run.terminal.type("q")

                    #expect(try await run.end() == 0 && isBack)
                    let settings = run.settings
                    #expect(settings.before != nil && settings.stopped == settings.before)
                    #expect(settings.after == settings.before)
                }
            }
        }

        @Test("says when the server is gone, keeps what it knew, and goes on with the one that comes")
        func recovering() async throws {
            try await MonitorAnswers.withMonitor { folder, monitor in
                try await withTerminal(arguments(folder, ["--interval", "0.2"]), in: folder) { run in
                    try await run.terminal.wait(for: "All well")
                    try await monitor.stop()
                    try await run.terminal.wait(for: "does not answer")
                    #expect(await run.terminal.screen.contains { $0.hasPrefix("All well") })
                    try FileManager.default.removeItem(atPath: "\(folder)/state/running.json")
                    try await run.terminal.wait(for: "No server is running")

                    let other = try await MonitorDouble.start(token: "other") { MonitorAnswers.answer($0) }
                    try other.announce(in: "\(folder)/state", token: "other")

                    try await run.terminal.wait(for: "the new server") { screen in
                        screen[0].hasPrefix("All well") && !screen.joined().contains("Trying again")
                    }
                    await run.terminal.type("q")
                    #expect(try await run.end() == 0)
                    try await other.stop()
                }
            }
        }

        @Test("prints one look as plain text where it can't draw, and when it is asked to")
        func once() async throws {
            try await MonitorAnswers.withMonitor { folder, _ in
                let piped = try await runProgram(arguments(folder), in: folder, environment: ["COLUMNS": "90"])
                let json = try await runProgram(arguments(folder, ["--json"]), in: folder)
                let look = arguments(folder, ["--once"])
                let (drawn, dumb) = (
                    try await withTerminal(look, in: folder) { (try await $0.end(), await $0.terminal.text) },
                    try await withTerminal(arguments(folder), in: folder, terminalType: "dumb") {
                        (try await $0.end(), await $0.terminal.text)
                    }
                )

                #expect(piped.exitCode == 0 && piped.lines.first == "All well" && piped.standardError.isEmpty)
                #expect(piped.lines.contains { $0.contains("SELECT name FROM services -- �[31m�]0;") })
                for text in [piped.standardOutput, drawn.1, dumb.1] {
                    #expect(text.contains("All well") && !text.contains("\u{1B}"))
                }
                #expect(drawn.0 == 0 && dumb.0 == 0)
                let snapshot = try MonitorJSON.decode(MonitorSnapshot.self, from: Data(json.standardOutput.utf8))
                #expect(snapshot.statements.first?.text == MonitorAnswers.hostile)
            }
        }

        @Test("without a server, or with one that has no monitor, says so and leaves the terminal alone")
        func nobody() async throws {
            try await TestServers.withFolder("top") { folder in
                let none = try await withTerminal(arguments(folder), in: folder) { run in
                    (try await run.end(), await run.terminal.text)
                }
                try FileManager.default.createDirectory(atPath: "\(folder)/state", withIntermediateDirectories: true)
                let old = #"{"url":"http://127.0.0.1:1","token":"t","pid":1}"#
                try Data(old.utf8).write(to: URL(fileURLWithPath: "\(folder)/state/running.json"))
                let blind = try await runProgram(arguments(folder, ["--json"]), in: folder)

                #expect(none.0 == 69 && none.1.contains("No server is running") && !none.1.contains("\u{1B}"))
                #expect(blind.exitCode == 69 && blind.standardError.contains("started without a monitor"))
            }
        }
    }
}
