import Foundation
import Subprocess
import TestServers
import Testing

extension EndToEnd {
    @Suite("The README")
    struct ReadmeTests {
        /// The shell lines between the marks, as a person would copy them.
        private static func walk() throws -> String {
            let text = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
            let begin = try #require(text.firstRange(of: "<!-- walk -->")).upperBound
            let end = try #require(text.firstRange(of: "<!-- end of walk -->")).lowerBound
            let blocks = text[begin..<end].split(separator: "```").filter { $0.hasPrefix("bash\n") }
            try #require(!blocks.isEmpty)
            return blocks.map { $0.dropFirst("bash\n".count) }.joined()
        }

        @Test("its walk works line by line: sign in, find a slot, book, pay, cancel", .timeLimit(.minutes(5)))
        func walk() async throws {
            let script = "set -euo pipefail\ntrap 'echo \"failed: $BASH_COMMAND\" >&2' ERR\n" + (try Self.walk())
            try await TestServers.withFolder("walk") { folder in
                let (output, end) = try await withServe(in: folder) { _, api in
                    var variables = ProgramEnvironment.variables([
                        "API": "http://127.0.0.1:\(api.http.port)", "BOOKEDBARBER": BuiltProgram.path,
                        "BOOKEDBARBER_STATE": "\(folder)/state",
                    ])
                    variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
                    var options = PlatformOptions()
                    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
                    return try await run(
                        .name("bash"), arguments: ["-c", script], environment: .custom(variables),
                        platformOptions: options,
                        output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
                }

                #expect(output.terminationStatus.isSuccess, "\(output.standardError)")
                let lines = output.standardOutput.split(separator: "\n").map(String.init)
                #expect(lines == ["booked: pending", "webhook: applied", "paid: completed", "appointment: cancelled"])
                #expect(end.exitCode == 0)
            }
        }

        @Test("the files it leads to are there")
        func links() throws {
            let text = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
            let paths = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }

            #expect(!paths.isEmpty)
            for path in paths {
                #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(path)"), "\(path)")
            }
        }
    }
}
