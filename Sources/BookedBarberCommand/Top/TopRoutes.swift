import DatabaseMonitoring

/// Routes of the HTTP server: how often they are asked, how often they fail, how long they take.
struct TopRoutes: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    private static let list = TopList(
        name: "Routes", first: "busiest",
        columns: [
            .init("requests/s"), .init("errors/s"), .init("p50", rank: 2), .init("p95", rank: 1), .init("p99"),
            .init("route", .left),
        ])

    /// - Parameter limit: the most routes.
    func lines(limit: Int) -> [String] {
        let routes = snapshot.routes.sorted { ($0.requests, $1.route) > ($1.requests, $0.route) }
        guard !routes.isEmpty else { return ["Routes: nothing was asked since the sample before", ""] }
        return Self.list.lines(routes, limit: limit, width: width) { row in
            [
                Figure.number(row.requests), Figure.number(row.errors), Figure.seconds(row.median),
                Figure.seconds(row.p95), Figure.seconds(row.p99), row.route,
            ]
        }
    }
}
