import BenchmarkReport
import Metrics
import PostgresDatabase
import Synchronization

extension Case {
    /// What measuring costs: the ratio is to stay above 0.95.
    static var laneReadsMetrics: Case {
        Case(
            id: "lane-reads-metrics", title: "point reads in lanes with metrics, 200 tasks, 2 connections",
            unit: "reads/s",
            reference: "the same without metrics",
            measure: { round in
                try await round.server.withLanes(measuredBy: CountingMetrics()) { try await laneReads($0, round) }
            },
            measureReference: { round in
                try await round.server.withLanes { try await laneReads($0, round) }
            })
    }

    private static func laneReads(_ database: Database, _ round: Round) async throws -> Sample {
        let outcome = try await round.run(200) { accounts in
            _ = try await database.pointRead(accounts.account())
            return true
        }
        return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
    }
}

/// The cheapest metrics system there can be: it counts what it is given.
private final class CountingMetrics: MetricsFactory {
    private final class Handler: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        private let count = Atomic(0)

        func record() { count.wrappingAdd(1, ordering: .relaxed) }
        func increment(by amount: Int64) { record() }
        func reset() {}
        func set(_ value: Int64) { record() }
        func set(_ value: Double) { record() }
        func increment(by amount: Double) { record() }
        func decrement(by amount: Double) { record() }
        func record(_ value: Int64) { record() }
        func record(_ value: Double) { record() }
        func recordNanoseconds(_ duration: Int64) { record() }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { Handler() }
    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { Handler() }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Handler()
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { Handler() }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
