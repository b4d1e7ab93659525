import DatabaseMonitoring
import Foundation

/// The largest tables: how many rows are dead, how they are read and written, and when they were vacuumed.
struct TopTables: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int
    let now: Date

    private static let list = TopList(
        name: "Tables", first: "largest",
        columns: [
            .init("size"), .init("live", rank: 2), .init("dead"), .init("seq/s", rank: 1),
            .init("writes/s", rank: 4), .init("vacuumed", rank: 3), .init("table", .left),
        ])

    /// - Parameter limit: the most tables.
    func lines(limit: Int) -> [String] {
        let tables = snapshot.tables.sorted { ($0.size, $1.name) > ($1.size, $0.name) }
        guard !tables.isEmpty else { return ["Tables: none was seen", ""] }
        return Self.list.lines(tables, limit: limit, width: width, cells: row)
    }

    private func row(_ table: TableRow) -> [String] {
        let age = table.lastVacuum.map { "\(Figure.seconds(now.timeIntervalSince($0))) ago" }
        let partitions = table.partitions > 0 ? " (\(table.partitions) partitions)" : ""
        return [
            Figure.bytes(Double(table.size)), Figure.number(Double(table.liveRows)),
            Figure.number(Double(table.deadRows)), Figure.number(table.sequentialScans), Figure.number(table.writes),
            age ?? "never", table.name + partitions,
        ]
    }
}
