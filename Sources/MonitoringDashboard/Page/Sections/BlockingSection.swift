import DatabaseMonitoring

/// Who waits for whom, and the locks.
struct BlockingSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let roots = data.snapshot?.blocking ?? []
        let content: HTML = """
            \(tree(roots))<div class="charts">\
            \(data.chart("Blocked sessions", .count, unit: "sessions", [data.line("blocked", data.series(.blocked))]))\
            \(data.chart("Longest wait for a lock", .seconds, [data.line("longest", data.series(.longestLockWait))]))\
            \(data.chart("Deadlocks", .rate, [data.line("ended a statement", data.series(.deadlocks))]))</div>\
            \(locks)
            """
        let lead: HTML = roots.isEmpty ? "Nobody waits for a lock." : ""
        return PageSection(id: "blocking", title: "Blocking and locks", lead: lead, content: content)
    }

    private func tree(_ nodes: [BlockingNode]) -> HTML {
        nodes.isEmpty ? "" : "<ul class=\"tree\">\(nodes.map(node))</ul>"
    }

    private func node(_ node: BlockingNode) -> HTML {
        let session = node.session
        let state: HTML
        if let lock = node.lock {
            state = "waits <b>\(Measure.seconds.text(node.waited))</b> for \(lock)"
        } else {
            let age = session.stateAge.map { " for \(Measure.seconds.text($0))" } ?? ""
            state = "<b>blocks \(node.blockedCount)</b>; \(session.state)\(age)"
        }
        let cycle: HTML = node.isCycle ? " <span class=\"badge\">deadlock</span>" : ""
        return """
            <li><p><span class="pid">\(session.pid)</span> \(session.application) \(state)\(cycle)</p>\
            <code>\(session.query.oneLine(300))</code>\(tree(node.blocked))</li>
            """
    }

    private var locks: HTML {
        var rows: [String: (held: Double, waited: Double)] = [:]
        for (labels, value) in (data.snapshot?.values ?? [:]).byLabel(.lockCount) where labels.count == 2 {
            if labels[1] == "true" {
                rows[labels[0], default: (0, 0)].held += value
            } else {
                rows[labels[0], default: (0, 0)].waited += value
            }
        }
        return DataTable(
            name: "Locks by mode", columns: [.text("Mode"), .number("Held"), .number("Waited for")],
            rows: rows.sorted { $0.key < $1.key }.map { mode, count in
                ["\(mode)", "\(Measure.count.text(count.held))", "\(Measure.count.text(count.waited))"]
            }, empty: "No locks were seen."
        ).html
    }
}
