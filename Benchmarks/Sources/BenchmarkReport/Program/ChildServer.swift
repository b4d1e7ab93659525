import Subprocess

/// Another program that serves while something is done with it.
package enum ChildServer {
    /// Executes `body` with the first line that the program says. The program has to end when its standard input does;
    /// what it says as errors is passed on.
    ///
    /// - Parameter environment: all of it; nothing is inherited.
    /// - Throws: ``BenchmarkFailure`` when it ends before its first line, or as a failure.
    package static func with(
        _ path: String, _ arguments: [String], environment: [String: String],
        _ body: (_ line: String) async throws -> Void
    ) async throws {
        let name = path.split(separator: "/").last ?? ""
        let result = try await Subprocess.run(
            .path(ChildProgram.converted(path)), arguments: Arguments(arguments),
            environment: ChildProgram.environment(environment), input: .inputWriter, output: .sequence,
            error: .currentStandardError
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                try await body(line)
                try await execution.standardInputWriter.finish()
                return true
            }
            return false
        }
        guard result.closureResult else { throw BenchmarkFailure("\(name) ended before it served") }
        guard result.terminationStatus.isSuccess else { throw BenchmarkFailure("\(name) failed") }
    }
}
