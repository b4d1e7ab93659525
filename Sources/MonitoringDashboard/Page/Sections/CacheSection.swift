import DatabaseMonitoring

/// How often the query cache, and the server's own, have what is asked for.
struct CacheSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let kinds = data.snapshot?.cache ?? []
        let lines = kinds.prefix(SeriesPlan.kinds).map { data.line($0.kind, data.series(.cacheHitRatio, $0.kind)) }
        let content: HTML = """
            <div class="charts">\(data.chart("Query cache, hit ratio by kind", .ratio, Array(lines)))\
            \(data.chart("Shared buffers, hit ratio", .ratio, note: "Pages that PostgreSQL found in memory.", [
                data.line("hit ratio", data.series(.bufferHitRatio))
            ]))</div>\(table(kinds))
            """
        return PageSection(id: "cache", title: "Cache", content: content)
    }

    private func table(_ kinds: [CacheRow]) -> HTML {
        DataTable(
            name: "Cache by kind of data",
            columns: [
                .text("Kind"), .number("Hit ratio"), .number("Requests"), .number("Entries"), .number("Size"),
            ],
            rows: kinds.map { row in
                [
                    "\(row.kind)", "\(Measure.ratio.text(row.hitRatio))", "\(Measure.rate.text(row.requests))",
                    "\(Measure.count.text(Double(row.entries)))", "\(Measure.bytes.text(Double(row.bytes)))",
                ]
            }, empty: "Nothing is cached."
        ).html
    }
}
