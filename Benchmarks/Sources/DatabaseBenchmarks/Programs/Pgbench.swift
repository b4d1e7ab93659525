import BenchmarkReport
import Foundation

/// One run of pgbench with prepared statements.
struct Pgbench: Sendable {
    enum Script: Sendable {
        case pointReads
        /// Point reads in pipelines of `pipelineLength`.
        case pipelinedPointReads
        case tpcbLike
    }

    static let pipelineLength = 64
    static let pointRead = """
        \\set aid random(1, \(BenchmarkServer.accounts))
        SELECT abalance FROM pgbench_accounts WHERE aid = :aid;

        """

    var script: Script
    var clients: Int
    var duration: Duration

    /// pgbench counts whole seconds.
    private var seconds: Int { max(1, Int(duration.inSeconds.rounded())) }

    private var statementsPerTransaction: Double { script == .pipelinedPointReads ? Double(Self.pipelineLength) : 1 }

    private func arguments(in folder: String) throws -> [String] {
        let threads = min(clients, ProcessInfo.processInfo.activeProcessorCount)
        let all = ["-n", "-M", "prepared", "-c", "\(clients)", "-j", "\(threads)", "-T", "\(seconds)"]
        switch script {
        case .tpcbLike: return all + ["-b", "tpcb-like"]
        case .pointReads: return all + ["-f", try write(Self.pointRead, to: "\(folder)/point-reads.sql")]
        case .pipelinedPointReads:
            let reads = String(repeating: Self.pointRead, count: Self.pipelineLength)
            let text = "\\startpipeline\n\(reads)\\endpipeline\n"
            return all + ["-f", try write(text, to: "\(folder)/pipelined-point-reads.sql")]
        }
    }

    private func write(_ text: String, to path: String) throws -> String {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Statements (or transactions of TPC-B) a second.
    func throughput(on server: BenchmarkServer) async throws -> Sample {
        let outcome = try await server.programs.run("pgbench", arguments(in: server.folder))
        let (rate, count) = try figures(outcome.output)
        return Sample(
            rate * statementsPerTransaction, cpu: outcome.cpuMicroseconds / (count * statementsPerTransaction))
    }

    /// The median in microseconds, from pgbench's log of every transaction.
    func latency(on server: BenchmarkServer) async throws -> Sample {
        let prefix = "latency-\(UUID().uuidString)"
        let logging = ["-l", "--log-prefix", "\(server.folder)/\(prefix)"]
        let outcome = try await server.programs.run("pgbench", arguments(in: server.folder) + logging)
        var latencies: [Double] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: server.folder) where name.hasPrefix(prefix) {
            let path = "\(server.folder)/\(name)"
            latencies += try String(contentsOfFile: path, encoding: .utf8).utf8.split(separator: UInt8(ascii: "\n"))
                .compactMap { line in
                    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
                    return words.count > 2 ? Double(Substring(words[2])) : nil
                }
            try FileManager.default.removeItem(atPath: path)
        }
        let statistics = Statistics(latencies)
        return Sample(
            statistics.median, percentile99: statistics.quantile(0.99),
            cpu: outcome.cpuMicroseconds / Double(max(latencies.count, 1)))
    }

    private func figures(_ output: String) throws -> (rate: Double, count: Double) {
        func number(after label: String) -> Double? {
            output.split(separator: "\n").first { $0.hasPrefix(label) }
                .flatMap { Double($0.dropFirst(label.count).prefix { $0.isNumber || $0 == "." }) }
        }
        guard let rate = number(after: "tps = "),
            let count = number(after: "number of transactions actually processed: "), count > 0
        else { throw BenchmarkFailure("pgbench's output can't be read: \(output.suffix(2000))") }
        return (rate, count)
    }
}
