import BenchmarkReport

/// psql copying the wide table, timed by itself: without its start and its connecting.
struct Psql: Sendable {
    /// How often.
    var passes: Int

    /// Rows a second, out to nowhere.
    func copyOut(on server: BenchmarkServer) async throws -> Sample {
        let copy = ["-c", "\\copy wide_rows TO '/dev/null'"]
        return try await run(on: server, Array(repeating: copy, count: passes).flatMap { $0 })
    }

    /// Rows a second, in from a file.
    func copyIn(on server: BenchmarkServer) async throws -> Sample {
        let file = "\(server.folder)/wide-rows"
        _ = try await server.programs.run("psql", ["-X", "-q", "-c", "\\copy wide_rows TO '\(file)'"])
        let copy = ["-c", "TRUNCATE wide_copies", "-c", "\\copy wide_copies FROM '\(file)'"]
        return try await run(on: server, Array(repeating: copy, count: passes).flatMap { $0 })
    }

    private func run(on server: BenchmarkServer, _ commands: [String]) async throws -> Sample {
        let outcome = try await server.programs.run(
            "psql", ["-X", "-v", "ON_ERROR_STOP=1", "-c", "\\timing on"] + commands)
        var milliseconds = 0.0
        var copies = 0
        var isCopy = false
        for line in outcome.output.split(separator: "\n") {
            if line.hasPrefix("Time: "), isCopy {
                milliseconds += Double(line.dropFirst(6).prefix { $0.isNumber || $0 == "." }) ?? .nan
                copies += 1
            }
            isCopy = line.hasPrefix("COPY ")
        }
        guard copies == passes, milliseconds > 0 else {
            throw BenchmarkFailure("psql's output can't be read: \(outcome.output.suffix(2000))")
        }
        let rows = Double(copies * WideTable.rows)
        return Sample(rows / milliseconds * 1000, cpu: outcome.cpuMicroseconds / rows)
    }
}
