import DatabaseMonitoring

/// The largest indexes. Those that a failed build left stand before them: they are written and never read.
struct TopIndexes: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    private static let columns: [TextTable.Column] = [
        .init("size"), .init("scans/s"), .init("table", .left, widest: 30, rank: 1), .init("index", .left),
    ]

    /// - Parameter limit: the most indexes.
    /// - Returns: nothing when there is none.
    func lines(limit: Int) -> [String] {
        let indexes = snapshot.indexes.sorted { first, second in
            guard first.isValid == second.isValid else { return second.isValid }
            return (first.size, second.name) > (second.size, first.name)
        }
        let hasInvalid = indexes.contains { !$0.isValid }
        let list = TopList(name: "Indexes", first: hasInvalid ? "invalid" : "largest", columns: Self.columns)
        return list.lines(indexes, limit: limit, width: width, cells: row)
    }

    private func row(_ index: IndexRow) -> [String] {
        [
            Figure.bytes(Double(index.size)), Figure.number(index.scans), index.table,
            (index.isValid ? "" : "INVALID ") + index.name,
        ]
    }
}
