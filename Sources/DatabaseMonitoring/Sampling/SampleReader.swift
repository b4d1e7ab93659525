import Foundation
import Logging
import Postgres

/// Takes samples of PostgreSQL: asks the collectors that are due, one after the other.
actor SampleReader {
    /// Nothing else is asked when a sample takes longer.
    let longestSample: Duration
    private let session: MonitorSession
    private var schedule: CollectorSchedule
    private let interval: Duration
    /// What was found missing by collectors that didn't run this time, too.
    private var missing: [String: [MissingPart]] = [:]
    private let executor: MeteredExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        _ session: MonitorSession, interval: Duration, budget: Double, executor: MeteredExecutor,
        collectors: [Collector] = Collector.all
    ) {
        (self.session, self.interval, self.executor) = (session, interval, executor)
        longestSample = max(.milliseconds(500), min(interval * 8 / 10, .seconds(8)))
        schedule = CollectorSchedule(collectors, budget: budget)
    }

    var cost: Double { schedule.cost }
    func shed(at now: Date) -> [String] { schedule.shed(at: now) }

    /// - Throws: `PostgresError` when PostgreSQL can't be reached, or doesn't answer.
    func sample(at time: Date) async throws -> RawSample {
        let ownBefore = executor.processorTime
        let connection = try await session.open()
        let start = ContinuousClock.now
        let backendBefore = BackendProcessorTime.read(connection.backendProcessID)
        var sample = RawSample(time: time)
        for collector in schedule.due(at: time, interval: interval.seconds) {
            let left = longestSample - (ContinuousClock.now - start)
            guard left > .zero else {
                sample.failures[collector.name] = "The sample took longer than \(longestSample)."
                continue
            }
            try await run(collector, connection, &sample)
        }
        sample.missing = missing.sorted { $0.key < $1.key }.flatMap(\.value)
        let elapsed = ContinuousClock.now - start
        let backend = zip(BackendProcessorTime.read(connection.backendProcessID), backendBefore).map { $0 - $1 }
        // On another machine the time that passed is the best that is known, less what the network takes.
        let estimate = try await backend == nil ? max(.zero, elapsed - roundTrips(connection) * Self.statements) : .zero
        let processor = (backend ?? estimate) + (executor.processorTime - ownBefore)
        schedule.record(processor: processor, costs: sample.costs, interval: interval.seconds, at: time)
        return sample
    }

    /// Of all collectors together.
    private static let statements = 18

    private func roundTrips(_ connection: Connection) async throws -> Duration {
        let start = ContinuousClock.now
        try await connection.ping(deadline: .seconds(1))
        return ContinuousClock.now - start
    }

    private func run(_ collector: Collector, _ connection: Connection, _ sample: inout RawSample) async throws {
        let start = ContinuousClock.now
        let before = sample.missing.count
        do {
            try await collector.run(&sample, connection)
            missing[collector.name] = Array(sample.missing[before...])
        } catch let error as PostgresError {
            if connection.isClosed || error.code == .connectionLost { throw error }
            if let part = collector.missing(error) {
                missing[collector.name] = [part]
            } else if collector.name == Collector.identity.name {
                // Not even the first and simplest one: the server doesn't answer.
                throw error
            } else {
                sample.failures[collector.name] = error.message
            }
        }
        sample.costs[collector.name] = ContinuousClock.now - start
    }

    /// - Throws: `PostgresError`.
    func texts(of keys: [StatementKey]) async throws -> [StatementKey: (text: String, user: String?)] {
        try await StatementsExtension.texts(of: keys, session.open())
    }
}

private func zip<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
}
