/// Tasks that repeat an operation for a time.
package struct Crowd: Sendable {
    package var tasks: Int
    package var duration: Duration
    /// What the tasks run on, if not on the threads that all tasks share.
    package var executor: (any TaskExecutor)?
    /// Whether each operation is timed, which costs some ten nanoseconds.
    package var timesOperations = false

    package init(
        tasks: Int, duration: Duration, executor: (any TaskExecutor)? = nil, timesOperations: Bool = false
    ) {
        (self.tasks, self.duration) = (tasks, duration)
        (self.executor, self.timesOperations) = (executor, timesOperations)
    }

    package typealias Operation = @Sendable (inout RandomNumbers) async throws -> Bool

    package struct Outcome: Sendable {
        package var operations = 0
        package var elapsed: Duration = .zero
        package var cpuMicroseconds = 0.0
        /// Of the operations that were to be timed; in microseconds.
        package var latencies: [Double] = []

        package init() {}

        package var perSecond: Double { Double(operations) / elapsed.inSeconds }
        package var cpuPerOperation: Double { cpuMicroseconds / Double(max(operations, 1)) }
    }

    /// - Parameter operation: returns whether its time counts among the latencies.
    package func run(_ operation: @escaping Operation) async throws -> Outcome {
        let stop = StopSignal(after: duration)
        let cpu = CPUTime.ownMicroseconds
        let start = ContinuousClock.now
        var outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<tasks {
                if let executor {
                    group.addTask(executorPreference: executor) { try await member(stop, operation) }
                } else {
                    // Not as a preference that is nil: it makes every await take a lock (Swift 6.3.1).
                    group.addTask { try await member(stop, operation) }
                }
            }
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
        var accounts = RandomNumbers()
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
