import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("A wrong configuration stops the program")
    struct ConfigurationMistakesTests {
        private func run(
            _ yaml: String? = nil, _ arguments: [String] = ["config"], environment: [String: String] = [:]
        ) async throws -> ProgramEnd {
            try await TestServers.withFolder("mistakes") { folder in
                var arguments = arguments
                if let yaml {
                    let file = "\(folder)/c.yaml"
                    try yaml.write(toFile: file, atomically: true, encoding: .utf8)
                    arguments += ["--config", file]
                }
                let end = try await runProgram(arguments, in: folder, environment: environment)
                return ProgramEnd(
                    exitCode: end.exitCode, signal: end.signal, standardOutput: end.standardOutput,
                    standardError: end.standardError.replacing(folder, with: "FOLDER"))
            }
        }

        @Test(
            "every mistake is told with its place, and nothing is started",
            arguments: ["config", "serve", "migrate", "seed"])
        func everyMistake(_ subcommand: String) async throws {
            let yaml = """
                database_config:
                  connection_pool:
                    pool_sise: 5
                    max_overflow: lots
                  postgresql_config:
                    shared_buffers: 256
                """

            let end = try await run(
                yaml, [subcommand], environment: ["PORT": "99999", "DATABASE_URL": "mysql://a:hunter2@b/c"])

            #expect(end.exitCode == 78)
            #expect(end.standardOutput.isEmpty)
            #expect(
                end.standardError == """
                    bookedbarber: The configuration has 5 mistakes:
                      FOLDER/c.yaml:3: there's no key database_config.connection_pool.pool_sise; did you mean pool_size?
                      FOLDER/c.yaml:4: database_config.connection_pool.max_overflow is "lots", and must be a whole number from 0 to 1000 connections
                      FOLDER/c.yaml:6: database_config.postgresql_config.shared_buffers is "256", and must be an amount of memory from 1MB to 1TB with its unit (kB, MB, GB or TB, as in "256MB")
                      environment variable DATABASE_URL: database_config.url isn't understood (its value is hidden), and must be a URL like postgres://user:password@host:5432/bookedbarber
                      environment variable PORT: http.port is "99999", and must be a whole number from 0 to 65535

                    """)
        }

        @Test("a file that isn't there is named")
        func missingFile() async throws {
            let end = try await run(nil, ["config", "--config", "/nowhere/c.yaml"])

            #expect(end.exitCode == 78)
            #expect(
                end.standardError
                    == "bookedbarber: The configuration file /nowhere/c.yaml isn't there, or can't be read.\n"
            )
        }

        @Test("an option that isn't understood is wrong use")
        func wrongUse() async throws {
            let end = try await run(nil, ["serve", "--prot", "1"])

            #expect(end.exitCode == 64)
            #expect(end.standardError.contains("--port"))
        }

        @Test("a wrong value of an option is told by the option's name")
        func wrongOption() async throws {
            let end = try await run(nil, ["serve", "--port", "http"])

            #expect(end.exitCode == 78)
            #expect(
                end.standardError == """
                    bookedbarber: The configuration has a mistake:
                      option --port: http.port is "http", and must be a whole number from 0 to 65535

                    """)
        }

        @Test("without mistakes it's printed, secrets hidden")
        func printed() async throws {
            let end = try await run(
                yaml,
                environment: ["DATABASE_URL": "postgres://anna:hunter2@db/x", "SLACK_WEBHOOK_URL": "https://h/hunter2"])

            #expect(end.exitCode == 0)
            #expect(end.standardOutput.contains("postgres://anna:***@db/x"))
            #expect(end.standardOutput.contains("FOLDER") == false)
            #expect(end.standardOutput.contains("c.yaml:2"))
            #expect(!end.standardOutput.contains("hunter2"))
        }

        private let yaml = "http:\n  port: 9000\n"
    }
}
