import Subprocess

/// Other programs, run to their end.
package enum ChildProgram {
    package struct Outcome: Sendable {
        package let output: String
        /// User and system time.
        package let cpuMicroseconds: Double
    }

    /// - Parameter environment: all of it; nothing is inherited.
    /// - Throws: ``BenchmarkFailure`` with the end of its output when it fails.
    package static func run(
        _ path: String, _ arguments: [String], environment: [String: String]
    ) async throws -> Outcome {
        let before = CPUTime.childrenMicroseconds
        let result = try await Subprocess.run(
            .path(converted(path)), arguments: Arguments(arguments),
            environment: Self.environment(environment),
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        let output = result.standardOutput
        guard result.terminationStatus.isSuccess else {
            let name = path.split(separator: "/").last ?? ""
            throw BenchmarkFailure("\(name) failed: \(output.suffix(2000))")
        }
        return Outcome(output: output, cpuMicroseconds: CPUTime.childrenMicroseconds - before)
    }

    static func environment(_ variables: [String: String]) -> Environment {
        .custom(variables.map { Array("\($0)=\($1)\0".utf8) })
    }

    /// Subprocess' path type comes from another module on each platform; its literals do without an import.
    static func converted<Path: ExpressibleByStringLiteral>(_ path: Path.StringLiteralType) -> Path {
        Path(stringLiteral: path)
    }
}
