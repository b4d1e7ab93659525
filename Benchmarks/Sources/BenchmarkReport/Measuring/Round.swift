/// Where and for how long one side is measured.
package struct Round<Server: Sendable>: Sendable {
    package let server: Server
    package let duration: Duration

    /// Until connections are open and statements prepared.
    package var warmUp: Duration { min(max(duration / 4, .milliseconds(100)), .seconds(1)) }

    /// Lets tasks repeat an operation: a while to warm up, then for real.
    package func run(
        _ tasks: Int, on executor: (any TaskExecutor)? = nil, timesOperations: Bool = false,
        _ operation: @escaping Crowd.Operation
    ) async throws -> Crowd.Outcome {
        _ = try await Crowd(tasks: tasks, duration: warmUp, executor: executor).run(operation)
        let crowd = Crowd(tasks: tasks, duration: duration, executor: executor, timesOperations: timesOperations)
        return try await crowd.run(operation)
    }
}
