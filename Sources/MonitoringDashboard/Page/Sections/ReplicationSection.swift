import DatabaseMonitoring

/// Replicas and replication slots.
struct ReplicationSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let replicas = data.snapshot?.replicas ?? []
        let slots = data.snapshot?.slots ?? []
        let content: HTML =
            replicas.isEmpty && slots.isEmpty ? "" : "\(chart(replicas))\(table(replicas))\(table(slots))"
        let lead: HTML = content.isEmpty ? "No replica streams from this server, and no slot keeps WAL." : ""
        return PageSection(id: "replication", title: "Replication", lead: lead, content: content)
    }

    private func chart(_ replicas: [ReplicaRow]) -> HTML {
        guard !replicas.isEmpty else { return "" }
        let lines = replicas.prefix(SeriesPlan.replicas).map { data.line($0.name, data.series(.replicaLag, $0.name)) }
        return "<div class=\"charts\">\(data.chart("WAL not replayed yet", .bytes, Array(lines)))</div>"
    }

    private func table(_ replicas: [ReplicaRow]) -> HTML {
        DataTable(
            name: "Replicas",
            columns: [.text("Replica"), .text("State"), .text("Commit waits"), .number("Behind"), .number("Late")],
            rows: replicas.map { row in
                [
                    "\(row.name)", "\(row.state)", "\(row.isSynchronous ? "yes" : "no")",
                    "\(Measure.bytes.text(Double(row.lagBytes)))", "\(Measure.seconds.text(row.replayLag))",
                ]
            }, empty: "No replica streams from this server."
        ).html
    }

    private func table(_ slots: [SlotRow]) -> HTML {
        DataTable(
            name: "Replication slots",
            columns: [.text("Slot"), .text("Read"), .number("WAL kept"), .text("Status")],
            rows: slots.map { row in
                [
                    "\(row.name)", "\(row.isActive ? "yes" : "by nobody")",
                    "\(Measure.bytes.text(Double(row.retainedBytes)))", "\(row.status ?? "–")",
                ]
            }, empty: "There are no replication slots."
        ).html
    }
}
