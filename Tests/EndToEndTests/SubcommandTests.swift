import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("migrate, seed and config")
    struct SubcommandTests {
        @Test("migrate brings a database up to date, and says what is applied")
        func migrate() async throws {
            let environment = ["DATABASE_URL": try await TestServers.database("migrate")]
            try await TestServers.withFolder("migrate") { folder in
                let before = try await runProgram(["migrate", "--status"], in: folder, environment: environment)
                let run = try await runProgram(["migrate"], in: folder, environment: environment)
                let again = try await runProgram(["migrate"], in: folder, environment: environment)
                let after = try await runProgram(["migrate", "--status"], in: folder, environment: environment)

                #expect([before, run, again, after].map(\.exitCode) == [0, 0, 0, 0])
                #expect(before.lines.allSatisfy { $0.hasSuffix("pending") })
                #expect(before.lines.first?.hasPrefix("0001_") == true)
                #expect(after.lines.count == before.lines.count)
                #expect(after.lines.allSatisfy { $0.contains("  applied 20") })
                #expect(run.lines == after.lines)
                #expect(again.lines == after.lines)
            }
        }

        @Test("seed fills a database once, and leaves one that has users alone")
        func seed() async throws {
            let environment = ["DATABASE_URL": try await TestServers.database("seed")]
            try await TestServers.withFolder("seed") { folder in
                let first = try await runProgram(["seed", "--scale", "0.002"], in: folder, environment: environment)
                let second = try await runProgram(["seed", "--scale", "0.002"], in: folder, environment: environment)

                #expect(first.exitCode == 0, "\(first.standardError)")
                // On some dates the last of so few days has no room for all of its share.
                let appointments = first.lines.first { $0.hasSuffix(" appointments") }.flatMap {
                    Int($0.prefix { $0.isNumber })
                }
                #expect((495...500).contains(appointments ?? 0), "\(first.lines)")
                #expect(first.lines.last?.hasPrefix("loaded in ") == true)
                #expect(second.exitCode == 65)
                #expect(second.lines == [])
                #expect(second.standardError.contains("seeded already"))
            }
        }

        @Test("without DATABASE_URL a private server is started for the work, and stopped after it")
        func privateServer() async throws {
            try await TestServers.withFolder("private") { folder in
                let end = try await runProgram(["migrate", "--state", "\(folder)/state"], in: folder)

                #expect(end.exitCode == 0, "\(end.standardError)")
                #expect(end.lines.first?.contains("applied") == true)
                #expect(PrivatePostgresFiles(folder: folder).processID == nil)
                #expect(FileManager.default.fileExists(atPath: "\(folder)/state/postgres/data/PG_VERSION"))
            }
        }

        @Test("config reads the usual file below the current folder, and prints one value for scripts")
        func usualFile() async throws {
            try await TestServers.withFolder("usual-file") { folder in
                let files = ["config/optimization-config.yaml": "http:\n  port: 9001\n"]
                let value = try await runProgram(["config", "--value", "http.port"], in: folder, files: files)
                let table = try await runProgram(["config"], in: folder, files: files)
                let json = try await runProgram(["config", "--json"], in: folder, files: files)

                #expect(value.standardOutput == "9001\n")
                #expect(table.standardOutput.contains("config/optimization-config.yaml:2"))
                let rows = try JSONDecoder().decode(JSON.self, from: Data(json.standardOutput.utf8)).items
                #expect(rows.first { $0["key"].text == "http.port" }?["value"].integer == 9001)
            }
        }
    }
}
