/// Something to measure, and the real thing that does the same on the same server.
struct Case: Sendable {
    /// Measures one side for one round.
    typealias Side = @Sendable (Round) async throws -> Sample

    let id: String
    let title: String
    let unit: String
    var lessIsBetter = false
    var reference: String?
    let measure: Side
    var measureReference: Side?

    static let all = [
        laneReads, laneReadsShared, laneReadsMetrics, leaseReads, leaseReadsShared, latencyLane, latencyLaneShared,
        latencyLease, latencyLeaseShared, transactions, crowd200, crowd2000, stream,
        copyOut, copyIn,
        headOfLine, acquire1, acquire200, allocationsLane, allocationsLease,
    ]
}

/// Where and for how long one side is measured.
struct Round: Sendable {
    let server: BenchmarkServer
    let duration: Duration

    /// Until connections are open and statements prepared.
    var warmUp: Duration { min(max(duration / 4, .milliseconds(100)), .seconds(1)) }
    /// Passes over the wide table, the same for both sides.
    var passes: Int { max(1, Int(duration.inSeconds * 4)) }

    /// Lets tasks repeat an operation: a while to warm up, then for real.
    func run(
        _ tasks: Int, on executor: (any TaskExecutor)? = nil, timesOperations: Bool = false,
        _ operation: @escaping Crowd.Operation
    ) async throws -> Crowd.Outcome {
        _ = try await Crowd(tasks: tasks, duration: warmUp, executor: executor).run(operation)
        let crowd = Crowd(tasks: tasks, duration: duration, executor: executor, timesOperations: timesOperations)
        return try await crowd.run(operation)
    }
}
