import BenchmarkReport

/// What one side is asked in a round.
struct Load: Sendable {
    let requests: [HTTPRequest]
    let port: Int

    init(_ requests: [HTTPRequest], port: Int) { (self.requests, self.port) = (requests, port) }

    func sample(_ round: Round, isRight: (Int, String) -> Bool) async throws -> Sample {
        let cpu = HTTPRequest(FixedResponse.cpuPath, port: round.server.ports.fixed)
        func serverCPU() async throws -> Double {
            guard let figure = Double(try await cpu.answer(from: round.server.ports.fixed)) else {
                throw BenchmarkFailure("the server doesn't say what processor time it has taken")
            }
            return figure
        }
        let loop = try ClosedLoop(requests, port: port, isRight: isRight)
        _ = try loop.run(for: round.warmUp)
        let before = try await serverCPU()
        let outcome = try loop.run(for: round.duration)
        let taken = try await serverCPU() - before
        let responses = Double(outcome.responses)
        return Sample(
            outcome.perSecond, percentile99: Statistics(outcome.latencies).quantile(0.99),
            cpu: outcome.cpuMicroseconds / responses,
            details: [
                Sample.Detail("responses", responses, .sum),
                Sample.Detail("serverCPUMicroseconds", taken / responses, isCompared: true),
            ])
    }
}
