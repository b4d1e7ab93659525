import DatabaseMonitoring

/// Statements by the time that they took, and how much of the database's time they explain.
struct StatementSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let content: HTML = """
            <div class="charts">\
            \(data.chart("Statements", .rate, note: coverage, [data.line("executed", data.series(.statementCalls))]))\
            \(data.chart("Time in statements", .timeRate, note: "1\u{A0}s/s is one session that does nothing else. \(coverage)", [
                data.line("executing", data.series(.statementTime))
            ]))\
            \(data.chart("Coverage", .ratio, note: "Of the time in which the database was active, what the statements shown explain.", [
                data.line("explained", data.series(.statementsCoverage))
            ]))</div>\(table)
            """
        return PageSection(id: "statements", title: "Queries", lead: lead, content: content)
    }

    private var lead: HTML { "By the time they took in the last \(data.window.range.title). \(coverage)" }

    private var coverage: String { StatementCoverage(share: data.snapshot?.coverage).sentence }

    private var table: HTML {
        let statements = data.window.statements
        let whole = statements.map(\.totalTime).reduce(0, +)
        return DataTable(
            name: "Statements by time",
            columns: [
                .text("Statement"), .text("Time, \(data.window.range.title)"),
                .number("Share", "Of the statements shown."),
                .number("Total"), .number("Calls"), .number("Mean"),
                .number("Against yesterday", "The mean time against the same span a day before."),
            ],
            rows: statements.prefix(25).map { row in
                [
                    """
                    <a class="statement" href="/dashboard/statements/\(row.id.percentEncoded)"><code>\(row.text.oneLine())\
                    </code></a>
                    """,
                    Sparkline(values: row.sparkline).html,
                    "\(Measure.ratio.text(whole > 0 ? row.totalTime / whole : 0))",
                    "\(Measure.seconds.text(row.totalTime))", "\(Measure.count.text(row.calls.rounded()))",
                    "\(Measure.seconds.text(row.meanTime))", StatementChange(row).html,
                ]
            }, empty: "No statements are known in this time."
        ).html
    }
}

/// The mean time against that of a day before, in a word and a number.
struct StatementChange: Sendable {
    let html: HTML

    init(_ row: StatementHistory) {
        guard let before = row.meanTimeYesterday, before > 0 else {
            html = "<span class=\"quiet\">–</span>"
            return
        }
        let change = row.meanTime / before - 1
        switch change {
        case 1...: html = "<b class=\"worse\">▲ \(Measure.digits(change + 1)) ×</b>"
        case 0.1...: html = "<b class=\"worse\">▲ \(Measure.ratio.text(change))</b>"
        case ...(-0.1): html = "<span class=\"better\">▼ \(Measure.ratio.text(-change))</span>"
        default: html = "<span class=\"quiet\">same</span>"
        }
    }
}
