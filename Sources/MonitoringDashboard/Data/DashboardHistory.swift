import DatabaseMonitoring
import Foundation

/// Reads the history once for all who look at the same range: however many they are, it is read once a snapshot at most.
actor DashboardHistory {
    private struct Reading {
        let task: Task<DashboardWindow, Never>
        let startedAt: Date
        let snapshot: Date?
    }

    private let source: any MonitorSource
    private let now: @Sendable () -> Date
    /// One for each range.
    private var readings: [TimeRange: Reading] = [:]

    init(source: any MonitorSource, now: @escaping @Sendable () -> Date) {
        (self.source, self.now) = (source, now)
    }

    func window(_ range: TimeRange, for snapshot: MonitorSnapshot?) async -> DashboardWindow {
        let now = now()
        if let reading = readings[range] {
            let isSame = reading.snapshot == snapshot?.time
            let isFresh = (0..<range.lifetime).contains(now.timeIntervalSince(reading.startedAt))
            // A range whose points are further apart than snapshots needn't follow each of them.
            if isFresh, isSame || range.lifetime > snapshot?.interval ?? 0 { return await reading.task.value }
        }
        let keys = SeriesPlan.keys(for: snapshot)
        // Not the first caller's own: when they go, the others still want it.
        let task = Task { [source] in await DashboardWindow.load(range, keys: keys, from: source, now: now) }
        readings[range] = Reading(task: task, startedAt: now, snapshot: snapshot?.time)
        return await task.value
    }
}
