import DatabaseMonitoring
import Foundation

extension ExampleSnapshot {
    /// A good day with everything on it that the dashboard shows: more tables, indexes, routes and marks than fit.
    static var whole: MonitorSnapshot {
        var snapshot = healthy
        for (mode, granted, count) in [
            ("AccessShareLock", "true", 12.0), ("RowExclusiveLock", "true", 3), ("ShareLock", "false", 1),
            ("ExclusiveLock", "false", 0), ("SIReadLock", "true", 0),
        ] {
            snapshot.values[SeriesKey(.lockCount, [mode, granted]).text] = count
        }
        snapshot.tables = (1...10).map { table("table_\($0)", size: $0 << 20, vacuum: -Double($0) * 60) }
        snapshot.tables.append(table("appointments", size: 3 << 30, vacuum: nil))
        snapshot.indexes = (1...6).map { index("index_\($0)", size: $0 << 20) }
        snapshot.indexes.append(index("half_built", size: 8192, isValid: false))
        snapshot.replicas = [
            ReplicaRow(name: "near", state: "streaming", isSynchronous: true, lagBytes: 0, replayLag: nil),
            ReplicaRow(name: "far", state: "catchup", isSynchronous: false, lagBytes: 5 << 20, replayLag: 2.5),
        ]
        snapshot.slots = [SlotRow(name: "backup", isActive: false, retainedBytes: 3 << 30, status: "extended")]
        snapshot.routes += (1...8).map {
            RouteRow(route: "GET /v1/quiet/\($0)", requests: 0.1, errors: 0, median: nil, p95: nil, p99: nil)
        }
        snapshot.marks = (1...7).map {
            HistoryMark(
                time: time.addingTimeInterval(Double($0 - 8) * 60), kind: .statisticsReset, text: "Reset number \($0)")
        }
        return snapshot
    }

    private static func table(_ name: String, size: Int, vacuum: Double?) -> TableRow {
        TableRow(
            name: name, size: size, liveRows: 120_000, deadRows: 340, sequentialScans: 0.5, sequentialRows: 0,
            indexScans: 0, writes: 41, hotRatio: nil, lastVacuum: vacuum.map { time.addingTimeInterval($0) },
            lastAnalyze: nil, partitions: vacuum == nil ? 12 : 0)
    }

    private static func index(_ name: String, size: Int, isValid: Bool = true) -> IndexRow {
        IndexRow(
            name: name, table: "appointments", size: size, scans: 700, rowsRead: 0, isConstraint: false,
            isValid: isValid)
    }
}
