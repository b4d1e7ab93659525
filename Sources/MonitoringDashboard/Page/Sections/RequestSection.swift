import DatabaseMonitoring

/// Requests a second, how long they take, and the routes.
struct RequestSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let routes = data.snapshot?.routes ?? []
        let all = MonitorMetric.allRoutes
        let content: HTML = """
            <div class="charts">\
            \(data.chart("Requests", .rate, [
                data.line("answered", data.series(.httpRequests, all)),
                data.line("status 5xx", data.series(.httpErrors, all)),
            ]))\
            \(data.chart("Duration", .seconds, note: "Of all routes together.", SeriesPlan.percentiles.map {
                data.line($0.label, data.series($0.metric, all))
            }))\
            </div>\(table(routes))
            """
        return PageSection(id: "requests", title: "Requests", content: content)
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
