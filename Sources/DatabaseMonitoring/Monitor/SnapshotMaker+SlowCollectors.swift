import Foundation

extension SnapshotMaker {
    mutating func withSlowValues(_ values: [String: Double], at time: Date) -> [String: Double] {
        for (key, value) in values { slowValues[key] = (value, time) }
        slowValues = slowValues.filter { time.timeIntervalSince($0.value.time) <= 90 }
        return values.merging(
            slowValues.filter { Self.slow.contains(String($0.key.prefix { $0 != "{" })) }.mapValues(\.value)
        ) { now, _ in now }
    }

    /// Metrics of collectors with a period of their own.
    static let slow: Set<String> = Set(
        [
            MonitorMetric.transactionIDAge, .multixactAge, .databaseSize, .tableSize, .tableDeadRows, .tableLiveRows,
            .tableSequentialScans,
        ].map(\.name))

    mutating func stand(_ measured: [Measured]) {
        let fresh = Set(measured.map(\.metric))
        standing = standing.filter { Self.slow.contains($0.metric.name) && !fresh.contains($0.metric) } + measured
    }
}
