import Foundation

/// What happened to tables and indexes between two looks at them. Anything that has become less has begun anew; it
/// counts as nothing then.
struct StorageDeltas: Sendable {
    private var tables: (time: Date, byName: [String: TableCounters])?
    private var indexes: (time: Date, byName: [String: IndexCounters])?

    mutating func advance(_ now: [TableCounters], at time: Date) -> [TableRow] {
        let (elapsed, before) = (tables.map { time.timeIntervalSince($0.time) }, tables?.byName ?? [:])
        tables = (time, Dictionary(now.map { ($0.name, $0) }) { first, _ in first })
        return now.map { table in
            let old = before[table.name]
            func rate(_ count: (TableCounters) -> Int) -> Double { Self.rate(old.map(count), count(table), elapsed) }
            return TableRow(
                name: table.name, size: table.size, liveRows: table.liveRows, deadRows: table.deadRows,
                sequentialScans: rate(\.sequentialScans), sequentialRows: rate(\.sequentialRows),
                indexScans: rate(\.indexScans), writes: rate { $0.inserts + $0.updates + $0.deletes },
                hotRatio: table.updates > 0 ? Double(table.hotUpdates) / Double(table.updates) : nil,
                lastVacuum: table.lastVacuum, lastAnalyze: table.lastAnalyze, partitions: table.partitions)
        }
    }

    mutating func advance(_ now: [IndexCounters], at time: Date) -> [IndexRow] {
        let (elapsed, before) = (indexes.map { time.timeIntervalSince($0.time) }, indexes?.byName ?? [:])
        indexes = (time, Dictionary(now.map { ("\($0.table) \($0.name)", $0) }) { first, _ in first })
        return now.map { index in
            let old = before["\(index.table) \(index.name)"]
            return IndexRow(
                name: index.name, table: index.table, size: index.size,
                scans: Self.rate(old?.scans, index.scans, elapsed),
                rowsRead: Self.rate(old?.rowsRead, index.rowsRead, elapsed), isConstraint: index.isConstraint,
                isValid: index.isValid)
        }
    }

    mutating func reset() { (tables, indexes) = (nil, nil) }

    private static func rate(_ before: Int?, _ now: Int, _ elapsed: TimeInterval?) -> Double {
        guard let before, let elapsed, elapsed > 0, now >= before else { return 0 }
        return Double(now - before) / elapsed
    }
}
