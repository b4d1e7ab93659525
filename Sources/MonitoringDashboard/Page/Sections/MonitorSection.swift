import DatabaseMonitoring

/// The monitor itself: what it costs, and what it can't see.
struct MonitorSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let content: HTML = """
            \(missing)<div class="charts">\
            \(data.chart("Memory of this process", .bytes, [data.line("resident", data.series(.memory))]))\
            \(data.chart("Processor time", .ratio, note: "As a part of one core.", [
                data.line("this process", data.series(.processorTime))
            ]))\
            \(data.chart("Event loop delay", .seconds, note: "How late a task ran since the sample before, at worst.", [
                data.line("worst", data.series(.eventLoopDelay))
            ]))\
            \(data.chart("Open files of this process", .count, unit: "files", note: "With sockets.", [
                data.line("open", data.series(.openFiles))
            ]))\
            \(data.chart("Cost of sampling", .fraction, note: "Here and in PostgreSQL, as a part of one core.", [
                data.line("sampling", data.series(.monitorCost))
            ]))</div>\(facts)
            """
        return PageSection(id: "monitor", title: "Monitor", content: content)
    }

    private var missing: HTML {
        let parts = data.snapshot?.missing ?? []
        guard !parts.isEmpty else { return "" }
        let items: [HTML] = parts.map { part in
            "<div><dt>\(part.part)</dt><dd>\(part.reason) <span class=\"remedy\">\(part.remedy)</span></dd></div>"
        }
        return "<h3>Missing on this server</h3><dl class=\"missing\">\(items)</dl>"
    }

    private var facts: HTML {
        guard let monitor = data.snapshot?.monitor else { return "" }
        var facts = [
            ("Last sample took", Measure.seconds.text(monitor.sampleDuration)),
            ("Cost", "\(Measure.ratio.text(monitor.cost)) of a core"),
            ("Samples", Measure.count.text(Double(monitor.samples))),
            ("Skipped", Measure.count.text(Double(monitor.skipped))),
            ("History", Measure.bytes.text(Double(monitor.historyBytes))),
            ("Messages waiting", "\(monitor.webhookQueue)"), ("Messages lost", "\(monitor.webhookDropped)"),
        ]
        if !monitor.shed.isEmpty {
            facts.append(("Resting, since sampling cost too much", monitor.shed.joined(separator: ", ")))
        }
        let items: [HTML] = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
        return "<dl class=\"facts\">\(items)</dl>"
    }
}
