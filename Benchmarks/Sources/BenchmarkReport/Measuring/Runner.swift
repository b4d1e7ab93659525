/// Measures cases and their references in turn, round by round, so that a busy moment of the machine meets both.
package struct Runner<Server: Sendable>: Sendable {
    package let cases: [Case<Server>]
    package let rounds: Int
    package let duration: Duration

    package init(cases: [Case<Server>], rounds: Int, duration: Duration) {
        (self.cases, self.rounds, self.duration) = (cases, rounds, duration)
    }

    package func run(on server: Server, progress: (String) -> Void) async throws -> [CaseResult] {
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
