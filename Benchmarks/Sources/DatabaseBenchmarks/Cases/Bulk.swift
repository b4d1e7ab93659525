import BenchmarkReport
import Postgres

/// Passes over a large table, timed one by one.
struct Bulk {
    private(set) var elapsed: Duration = .zero
    private(set) var cpuMicroseconds = 0.0
    private(set) var rows = 0

    /// - Parameter body: returns the number of rows.
    mutating func pass(_ body: () async throws -> Int) async throws {
        let cpu = CPUTime.ownMicroseconds
        let start = ContinuousClock.now
        let count = try await body()
        elapsed += .now - start
        cpuMicroseconds += CPUTime.ownMicroseconds - cpu
        guard count == WideTable.rows else { throw BenchmarkFailure("\(count) rows instead of \(WideTable.rows)") }
        rows += count
    }

    /// Rows a second.
    var sample: Sample { Sample(Double(rows) / elapsed.inSeconds, cpu: cpuMicroseconds / Double(rows)) }
}
