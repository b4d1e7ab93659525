import DatabaseMonitoring

/// The query cache by kind of data.
struct TopCache: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    private static let list = TopList(
        name: "Cache by kind of data", first: "busiest",
        columns: [
            .init("requests/s"), .init("hits"), .init("entries"), .init("size", rank: 1), .init("kind", .left),
        ])

    /// - Parameter limit: the most kinds.
    /// - Returns: nothing when nothing is cached.
    func lines(limit: Int) -> [String] {
        let kinds = snapshot.cache.sorted { ($0.requests, $1.kind) > ($1.requests, $0.kind) }
        return Self.list.lines(kinds, limit: limit, width: width) { row in
            [
                Figure.number(row.requests), Figure.percent(row.hitRatio), Figure.number(Double(row.entries)),
                Figure.bytes(Double(row.bytes)), row.kind,
            ]
        }
    }
}
