import DatabaseMonitoring

/// The pool of this process, and all connections of the server.
struct ConnectionSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let content: HTML = """
            <div class="charts">\
            \(data.chart("Pool of this process", .count, unit: "connections", [
                data.line("leased", data.series(.poolConnections, "leased")),
                data.line("idle", data.series(.poolConnections, "idle")),
                data.line("waiting", data.series(.poolWaiting)),
                data.line("limit", data.series(.poolLimit), isLimit: true),
            ]))\
            \(data.chart("Server, all programs", .count, unit: "connections", SeriesPlan.connectionStates.map {
                data.line($0, data.series(.connections, $0))
            } + [data.line("limit", data.series(.connectionMax), isLimit: true)]))\
            </div>\(pool)\(applications)
            """
        return PageSection(id: "connections", title: "Connections", content: content)
    }

    private var pool: HTML {
        guard let pool = data.snapshot?.pool else { return "" }
        let error: HTML =
            pool.isUnavailable
            ? "<p class=\"message\">No connection can be opened: \(pool.lastConnectError ?? "the reason isn't known").</p>"
            : ""
        return """
            <p>\(pool.leased) leased, \(pool.idle) idle, \(pool.connecting) connecting, \(pool.waiting) waiting; at most \
            \(pool.limit). \(pool.lanes) lanes with \(pool.laneDepth) reads under way.</p>\(error)
            """
    }

    private var applications: HTML {
        let rows = (data.snapshot?.values ?? [:]).byLabel(.connectionsByApplication).sorted { $0.value > $1.value }
        guard !rows.isEmpty else { return "" }
        return DataTable(
            name: "Connections by program", columns: [.text("Program"), .number("Connections")],
            rows: rows.map { ["\($0.labels.first ?? "")", "\(Measure.count.text($0.value))"] }, empty: ""
        ).html
    }
}
