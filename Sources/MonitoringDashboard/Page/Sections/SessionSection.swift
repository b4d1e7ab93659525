import DatabaseMonitoring

/// Sessions that do something or hold something.
struct SessionSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let table = DataTable(
            name: "Sessions",
            columns: [
                .number("pid"), .text("Program"), .text("User"), .text("State"), .text("Waits for"),
                .number("Transaction", "The age of its transaction."), .number("In this state"), .text("Statement"),
            ],
            rows: (data.snapshot?.sessions ?? []).prefix(25).map { row in
                [
                    "<span class=\"pid\">\(row.pid)</span>", "\(row.application)", "\(row.user ?? "–")", "\(row.state)",
                    "\(row.wait ?? "–")", "\(Measure.seconds.text(row.transactionAge))",
                    "\(Measure.seconds.text(row.stateAge))",
                    "<code class=\"statement\">\(row.query.oneLine())</code>",
                ]
            }, empty: "No session does anything.")
        return PageSection(id: "sessions", title: "Sessions", content: table.html + waits)
    }

    private var waits: HTML {
        let rows = (data.snapshot?.values ?? [:]).byLabel(.waiting).filter { $0.value > 0 }.sorted {
            $0.value > $1.value
        }
        guard !rows.isEmpty else { return "" }
        return DataTable(
            name: "What active sessions wait for", columns: [.text("Waits for"), .number("Sessions")],
            rows: rows.map { ["\($0.labels.first ?? "")", "\(Measure.count.text($0.value))"] }, empty: ""
        ).html
    }
}
