import DatabaseMonitoring

/// Requests a second, how long they take, and the routes.
struct RequestSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let routes = data.snapshot?.routes ?? []
        let names = routes.prefix(SeriesPlan.routes).map(\.route)
        let content: HTML = """
            <div class="charts">\
            \(data.chart("Requests", .rate, [
                data.line("answered", sum(.httpRequests, names)), data.line("status 5xx", sum(.httpErrors, names)),
            ]))\
            \(data.chart("Duration", .seconds, note: "The slowest of the \(min(SeriesPlan.timedRoutes, max(names.count, 1))) busiest routes.", durations(names)))\
            </div>\(table(routes))
            """
        return PageSection(id: "requests", title: "Requests", content: content)
    }

    private func sum(_ metric: MonitorMetric, _ routes: [String]) -> HistorySeries? {
        .joined(routes.compactMap { data.series(metric, $0) }, key: metric.name, +)
    }

    private func durations(_ routes: [String]) -> [LineChart.Line?] {
        SeriesPlan.percentiles.map { percentile in
            let series = routes.prefix(SeriesPlan.timedRoutes).compactMap { data.series(percentile.metric, $0) }
            return data.line(percentile.label, .joined(series, key: percentile.label, max))
        }
    }

    private func table(_ routes: [RouteRow]) -> HTML {
        DataTable(
            name: "Routes",
            columns: [
                .text("Route"), .number("Requests"), .number("5xx"), .number("p50"), .number("p95"), .number("p99"),
            ],
            rows: routes.prefix(15).map { row in
                [
                    "<code>\(row.route)</code>", "\(Measure.rate.text(row.requests))",
                    "\(Measure.rate.text(row.errors))",
                    "\(Measure.seconds.text(row.median))", "\(Measure.seconds.text(row.p95))",
                    "\(Measure.seconds.text(row.p99))",
                ]
            }, empty: "No requests were answered since the sample before."
        ).html
    }
}
