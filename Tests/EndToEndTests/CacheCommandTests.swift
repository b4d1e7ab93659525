import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("cache")
    struct CacheCommandTests {
        @Test("stats and get show what the running server has cached, and nobody else finds out how to ask")
        func looking() async throws {
            try await TestServers.withFolder("cache") { folder in
                let state = ["--state", "\(folder)/state"]
                let run = try await withServe(in: folder) { _, api in
                    for _ in 0..<3 { _ = try await api.http.request("GET", "/v1/shops/1/services") }
                    let stats = try await runProgram(["cache", "stats"] + state, in: folder)
                    let json = try await runProgram(["cache", "stats", "--json"] + state, in: folder)
                    let get = try await runProgram(
                        ["cache", "get", "service_list", "services", "1"] + state, in: folder)
                    let none = try await runProgram(["cache", "get", "user_profile", "1"] + state, in: folder)

                    #expect([stats, json, get, none].map(\.exitCode) == [0, 0, 0, 0], "\(stats.standardError)")
                    #expect(stats.lines.contains { $0.hasPrefix("service_list") && $0.contains("66.7 %") })
                    #expect(json.lines.joined().contains("\"age_at_serve\""))
                    #expect(get.lines.contains { $0.contains("tags    services:1") })
                    #expect(
                        none.lines == ["Nothing of the kind user_profile has been read since the server was started."])
                    let file = try FileManager.default.attributesOfItem(atPath: "\(folder)/state/running.json")
                    #expect(file[.posixPermissions] as? Int == 0o600)
                }
                #expect(run.end.exitCode == 0)
                let late = try await runProgram(["cache", "stats"] + state, in: folder)
                #expect(late.exitCode == 69 && late.standardError.contains("No server is running"))
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/state/running.json"))
            }
        }

        @Test("a server that was killed leaves its file, and asking says that nobody answers")
        func killed() async throws {
            try await TestServers.withFolder("cache") { folder in
                let state = "\(folder)/state"
                try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
                // Nobody listens on port 1.
                let text = #"{"url":"http://127.0.0.1:1","token":"t","pid":1}"#
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(state)/running.json"))

                let gone = try await runProgram(["cache", "stats", "--state", state], in: folder)
                try Data("{".utf8).write(to: URL(fileURLWithPath: "\(state)/running.json"))
                let damaged = try await runProgram(["cache", "stats", "--state", state], in: folder)

                #expect(
                    gone.exitCode == 69 && gone.standardError.contains("does not answer: no connection can be made"))
                #expect(damaged.exitCode == 73 && damaged.standardError.contains("damaged"))
            }
        }
    }
}
