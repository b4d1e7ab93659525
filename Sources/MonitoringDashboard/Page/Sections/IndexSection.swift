import DatabaseMonitoring

/// Indexes of the largest tables.
struct IndexSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let table = DataTable(
            name: "Indexes",
            columns: [
                .text("Index"), .text("Table"), .number("Size"), .number("Scans"), .number("Rows read"), .text("Note"),
            ],
            rows: (data.snapshot?.indexes ?? []).prefix(30).map { row in
                let notes = [row.isValid ? nil : "not valid: rebuild it", row.isConstraint ? "constraint" : nil]
                return [
                    "\(row.name)", "\(row.table)", "\(Measure.bytes.text(Double(row.size)))",
                    "\(Measure.rate.text(row.scans))", "\(Measure.rate.text(row.rowsRead))",
                    "\(notes.compactMap { $0 }.joined(separator: ", "))",
                ]
            }, empty: "No indexes were seen.")
        return PageSection(
            id: "indexes", title: "Indexes", lead: "Scans aren't queries: checks of constraints count some of them.",
            content: table.html)
    }
}
