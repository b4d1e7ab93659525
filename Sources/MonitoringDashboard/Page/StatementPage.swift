import DatabaseMonitoring
import Foundation

/// One statement: its text, what it did over a time, and its plan.
struct StatementPage: Sendable {
    let data: StatementData
    let clock: Clock
    let canSignOut: Bool

    var html: HTML {
        DocumentShell(title: "\(data.history.text.oneLine(60))", header: header, main: main, isLive: true).html
    }

    private var path: String { "/dashboard/statements/\(data.history.id.percentEncoded)" }

    private var header: HTML {
        """
        <header><div class="bar"><p class="brand"><a href="/dashboard#statements">← All queries</a></p>\
        \(RangeChoice(path: path, chosen: data.range).html)\
        <button class="js-only" id="help-button" aria-haspopup="dialog">Keys <kbd>?</kbd></button>\
        \(SignOutButton(isShown: canSignOut).html)</div></header>\
        \(KeyHelp.html)
        """
    }

    private var main: HTML {
        """
        <main id="main" data-range="\(data.range.rawValue)" data-zone="\(clock.timeZone.identifier)"><section id="statement" tabindex="-1"><h1>Query</h1>\
        <pre class="text">\(data.history.text)</pre><dl class="tiles">\(tiles)</dl></section>\
        <section id="charts" tabindex="-1" aria-labelledby="charts-title"><h2 id="charts-title">The last \(data.range.title)</h2>\
        <p class="lead">\(StatementCoverage(share: data.coverage).sentence)</p><div class="charts">\(charts)</div></section>\
        <section id="plan" tabindex="-1" aria-labelledby="plan-title"><h2 id="plan-title">Plan</h2>\(plan)</section></main>
        """
    }

    private var tiles: [HTML] {
        let history = data.history
        let now: HTML = data.current.map { "\(Measure.rate.text($0.calls)) now" } ?? "not in the newest sample"
        let blocks = data.current.map { $0.blocksHit + $0.blocksRead } ?? 0
        let hits = data.current.map { blocks > 0 ? $0.blocksHit / blocks : nil } ?? nil
        return [
            tile("Calls", "\(Measure.count.text(history.calls.rounded()))", now),
            tile("Total time", "\(Measure.seconds.text(history.totalTime))", "in \(data.range.title)"),
            tile(
                "Mean time", "\(Measure.seconds.text(history.meanTime))",
                "against yesterday: \(StatementChange(history).html)"),
            tile("Rows", "\(Measure.rate.text(data.current?.rows))", "in the newest sample"),
            tile("Pages in memory", "\(Measure.ratio.text(hits))", "of \(Measure.rate.text(blocks))"),
        ]
    }

    private func tile(_ name: HTML, _ value: HTML, _ note: HTML) -> HTML {
        "<div><dt>\(name)</dt><dd><b>\(value)</b> <span>\(note)</span></dd></div>"
    }

    private var charts: [HTML] {
        [
            chart("Calls", .rate, data.calls), chart("Mean time of a call", .seconds, data.meanTime),
            chart("Time", .timeRate, data.time, note: "1\u{A0}s/s is one session that does nothing else."),
        ]
    }

    private func chart(_ title: String, _ measure: Measure, _ series: HistorySeries, note: String = "") -> HTML {
        LineChart(
            title: title, note: note, measure: measure,
            lines: [LineChart.Line(label: title.lowercased(), series: series)],
            marks: data.marks, span: data.span, tickStep: data.range.tickStep, clock: clock
        ).html
    }

    private var plan: HTML {
        if let text = data.plan.text {
            return "<p class=\"lead\">For any values: as PostgreSQL plans the normalised text.</p><pre>\(text)</pre>"
        }
        return "<p class=\"empty\">\(data.plan.failure ?? "There is none.")</p>"
    }
}
