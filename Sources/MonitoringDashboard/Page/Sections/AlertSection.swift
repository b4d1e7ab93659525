import DatabaseMonitoring

/// What fires, with its evidence; the rest of the rules folded away.
struct AlertSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let alerts = data.snapshot?.alerts ?? []
        let firing = alerts.filter { $0.phase == .firing }
        let loud =
            firing.filter { $0.severity == .critical } + firing.filter { $0.severity == .warning }
            + alerts.filter { $0.phase == .pending }
        let quiet = alerts.filter { $0.phase == .ok || $0.phase == .resolved }
        let content: HTML = "\(loud.map(card))\(folded(quiet))\(alerts.isEmpty ? "" : test)"
        let lead: HTML =
            alerts.isEmpty ? "No rules are set." : loud.isEmpty ? "None fires." : ""
        return PageSection(id: "alerts", title: "Alerts", lead: lead, content: content)
    }

    private let test: HTML = """
        <p class="js-only"><button data-method="POST" data-url="/api/alerts/test">Test the webhooks</button> \
        <span data-answer role="status"></span></p>
        """

    private func card(_ alert: AlertRow) -> HTML {
        let measure = Measure(ucum: alert.unit)
        let evidence: [HTML] = alert.evidence.map {
            "<details open data-keep=\"\(alert.name)-\($0.title)\"><summary>\($0.title)</summary><pre>\($0.text)</pre></details>"
        }
        let since: HTML = alert.since.map { data.clock.since($0) } ?? ""
        return """
            <article class="alert \(alert.phase == .pending ? "pending" : alert.severity.rawValue)" id="alert-\(alert.name)">\
            <h3>\(alert.title)</h3><p><span class="badge">\(word(alert))</span> \(since). \
            Now <b>\(measure.text(alert.value))</b>; the limit is \(measure.text(alert.limit)), it clears \
            \(alert.firesBelow ? "above" : "below") \(measure.text(alert.clearLimit)).</p>\
            <p>\(alert.advice)</p>\(evidence)\(silence(alert))</article>
            """
    }

    private func word(_ alert: AlertRow) -> String {
        switch alert.phase {
        case .firing: "\(alert.severity.rawValue), fires"
        case .pending: "pending: fires after \(Measure.seconds.text(alert.duration))"
        case .resolved: "resolved"
        case .ok: "ok"
        }
    }

    private func silence(_ alert: AlertRow) -> HTML {
        let url = "/api/alerts/\(alert.name.percentEncoded)/silence"
        guard let end = alert.silencedUntil, end > data.clock.now else {
            return """
                <p class="buttons js-only"><button data-method="PUT" data-url="\(url)" data-seconds="3600">Silence 1 h</button> \
                <button data-method="PUT" data-url="\(url)" data-seconds="28800">Silence 8 h</button> \
                <span data-answer role="status"></span></p>
                """
        }
        return """
            <p class="buttons">Silenced until \(data.clock.time(end)). \
            <button class="js-only" data-method="DELETE" data-url="\(url)">End the silence</button> \
            <span data-answer role="status"></span></p>
            """
    }

    private func folded(_ alerts: [AlertRow]) -> HTML {
        guard !alerts.isEmpty else { return "" }
        let rows: [[HTML]] = alerts.map { alert in
            let measure = Measure(ucum: alert.unit)
            let silenced: HTML =
                alert.silencedUntil.flatMap { $0 > data.clock.now ? ", silenced until \(data.clock.time($0))" : nil }
                ?? ""
            return [
                "\(alert.title)", "\(word(alert))\(silenced)", "\(measure.text(alert.value))",
                "\(alert.firesBelow ? "<" : ">") \(measure.text(alert.limit))",
                "\(Measure.seconds.text(alert.duration))",
            ]
        }
        let table = DataTable(
            name: "Quiet alert rules",
            columns: [.text("Rule"), .text("State"), .number("Now"), .number("Fires at"), .number("After")], rows: rows,
            empty: "")
        return """
            <details data-keep="quiet"><summary>\(alerts.count) quiet rules</summary>\(table.html)</details>
            """
    }
}
