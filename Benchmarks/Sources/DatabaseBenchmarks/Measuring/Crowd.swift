/// Tasks that repeat an operation for a time.
struct Crowd: Sendable {
    var tasks: Int
    var duration: Duration
    /// What the tasks run on, if not on the threads that all tasks share.
    var executor: (any TaskExecutor)?
    /// Whether each operation is timed, which costs some ten nanoseconds.
    var timesOperations = false

    typealias Operation = @Sendable (inout AccountNumbers) async throws -> Bool

    struct Outcome: Sendable {
        var operations = 0
        var elapsed: Duration = .zero
        var cpuMicroseconds = 0.0
        /// Of the operations that were to be timed; in microseconds.
        var latencies: [Double] = []

        var perSecond: Double { Double(operations) / elapsed.inSeconds }
        var cpuPerOperation: Double { cpuMicroseconds / Double(max(operations, 1)) }
    }

    /// - Parameter operation: returns whether its time counts among the latencies.
    func run(_ operation: @escaping Operation) async throws -> Outcome {
        let stop = StopSignal(after: duration)
        let cpu = CPUTime.ownMicroseconds
        let start = ContinuousClock.now
        var outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<tasks { group.addTask(executorPreference: executor) { try await member(stop, operation) } }
            var sum = Outcome()
            for try await part in group {
                sum.operations += part.operations
                sum.latencies += part.latencies
            }
            return sum
        }
        outcome.elapsed = .now - start
        outcome.cpuMicroseconds = CPUTime.ownMicroseconds - cpu
        return outcome
    }

    private func member(_ stop: StopSignal, _ operation: Operation) async throws -> Outcome {
        var outcome = Outcome()
        var accounts = AccountNumbers()
        while !stop.isSet {
            if timesOperations {
                let start = ContinuousClock.now
                if try await operation(&accounts) { outcome.latencies.append((.now - start).inMicroseconds) }
            } else {
                _ = try await operation(&accounts)
            }
            outcome.operations += 1
        }
        return outcome
    }
}
