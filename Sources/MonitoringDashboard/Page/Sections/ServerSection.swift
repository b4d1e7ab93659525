import DatabaseMonitoring
import Foundation

/// The server as a whole: transactions, WAL, its facts, and what happened to it.
struct ServerSection: Sendable {
    let data: DashboardData

    var section: PageSection {
        let content: HTML = """
            <div class="charts">\
            \(data.chart("Transactions", .rate, [
                data.line("committed", data.series(.commits)), data.line("rolled back", data.series(.rollbacks)),
            ]))\
            \(data.chart("Written", .byteRate, [
                data.line("WAL", data.series(.walBytes)), data.line("temporary files", data.series(.tempBytes)),
            ]))</div>\(facts)\(marks)
            """
        return PageSection(id: "server", title: "Server", content: content)
    }

    private var facts: HTML {
        guard let snapshot = data.snapshot else { return "" }
        var facts: [(String, String)] = []
        if let server = snapshot.server {
            facts.append(("PostgreSQL", server.version + (server.isInRecovery ? ", replica" : "")))
            facts.append(("Running for", data.clock.age(server.startedAt)))
        }
        func add(_ name: String, _ measure: Measure, _ value: Double?) {
            if let value { facts.append((name, measure.text(value))) }
        }
        add("Database size", .bytes, snapshot[.databaseSize])
        add("Oldest transaction", .seconds, snapshot[.oldestTransaction])
        add("Transaction id age", .count, snapshot[.transactionIDAge])
        add("Deadlocks", .rate, snapshot[.deadlocks])
        for (labels, value) in snapshot.values.byLabel(.checkpoints) {
            add("Checkpoints in an hour, \(labels.first ?? "")", .count, value * 3600)
        }
        for (labels, value) in snapshot.values.byLabel(.diskFree) {
            add("Free on \(labels.first ?? "disk")", .bytes, value)
        }
        let items: [HTML] = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
        return "<dl class=\"facts\">\(items)</dl>"
    }

    private var marks: HTML {
        let marks = data.snapshot?.marks ?? []
        guard !marks.isEmpty else { return "" }
        let items: [HTML] = marks.suffix(10).reversed().map { mark in
            "<li>\(data.clock.time(mark.time)) <b>\(mark.kind.word)</b> \(mark.text)</li>"
        }
        return "<h3>What happened in the last 24 h</h3><ul class=\"events\">\(items)</ul>"
    }
}
