/// Measures cases and their references in turn, round by round, so that a busy moment of the machine meets both.
struct Runner: Sendable {
    let cases: [Case]
    let rounds: Int
    let duration: Duration

    func run(on server: BenchmarkServer, progress: (String) -> Void) async throws -> [CaseResult] {
        var series = cases.map { Series(of: $0) }
        let round = Round(server: server, duration: duration)
        for number in 1...rounds {
            for index in cases.indices {
                try Task.checkCancellation()
                progress("round \(number) of \(rounds): \(cases[index].id)")
                try await series[index].measure(round, referenceFirst: number % 2 == 0)
            }
        }
        return series.map { CaseResult($0) }
    }
}

/// The samples of a case.
struct Series: Sendable {
    let measured: Case
    private(set) var samples: [Sample] = []
    private(set) var references: [Sample] = []

    init(of measured: Case) { self.measured = measured }

    mutating func measure(_ round: Round, referenceFirst: Bool) async throws {
        if referenceFirst { try await measureReference(round) }
        samples.append(try await measured.measure(round))
        if !referenceFirst { try await measureReference(round) }
    }

    private mutating func measureReference(_ round: Round) async throws {
        guard let reference = measured.measureReference else { return }
        references.append(try await reference(round))
    }
}
