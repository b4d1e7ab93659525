import DatabaseMonitoring

/// The largest tables: dead rows, scans, vacuum.
struct TableSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let table = DataTable(
            name: "Tables",
            columns: [
                .text("Table"), .number("Size", "With indexes."), .number("Rows"), .number("Dead"),
                .number("Sequential scans"), .number("Index scans"), .number("Writes"),
                .number("HOT", "Of the updates, those that needed no new index entry."), .text("Vacuum"),
                .text("Analyze"),
            ],
            rows: (data.snapshot?.tables ?? []).prefix(25).map(row), empty: "No tables were seen.")
        return PageSection(id: "tables", title: "Tables", content: table.html)
    }

    private func row(_ row: TableRow) -> [HTML] {
        let dead = Double(row.deadRows) / Double(max(row.deadRows + row.liveRows, 1))
        let partitions: HTML = row.partitions > 0 ? " <span class=\"quiet\">\(row.partitions) partitions</span>" : ""
        return [
            "\(row.name)\(partitions)", "\(Measure.bytes.text(Double(row.size)))",
            "\(Measure.count.text(Double(row.liveRows)))", "\(Measure.ratio.text(dead))",
            "\(Measure.rate.text(row.sequentialScans))", "\(Measure.rate.text(row.indexScans))",
            "\(Measure.rate.text(row.writes))", "\(Measure.ratio.text(row.hotRatio))", data.clock.ago(row.lastVacuum),
            data.clock.ago(row.lastAnalyze),
        ]
    }
}
