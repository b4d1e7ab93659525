import DatabaseMonitoring
import Foundation

/// Up to six series over time, with a legend that has their newest values.
struct LineChart: Sendable {
    struct Line: Sendable {
        var label: String
        var series: HistorySeries
        /// A bound, not a measurement: thin and dotted.
        var isLimit = false
    }

    static let mostLines = 6

    var title: String
    /// What the title doesn't say.
    var note = ""
    var measure: Measure
    /// What is counted, where the measure has no unit: `connections`. It stands above the axis.
    var unit = ""
    var lines: [Line]
    var marks: [HistoryMark] = []
    var span: ClosedRange<Date>
    var tickStep: Double
    var clock: Clock

    var html: HTML {
        let shown = shown
        let note: HTML = note.isEmpty ? "" : "<p class=\"note\">\(note)</p>"
        let content: HTML =
            shown.isEmpty
            ? "<p class=\"empty\">Nothing was measured in this time.</p>"
            : """
            <div class="plot" role="img" aria-label="\(summary(shown))">\
            \(ChartPlot(chart: self, lines: shown).html)</div>
            """
        return """
            <figure class="chart"><figcaption><h3>\(title)</h3>\(legend(shown))\(note)</figcaption>\(content)</figure>
            """
    }

    /// Those that have something to show, and of them what lies within the span.
    private var shown: [Line] {
        let inside = lines.map { line in
            var line = line
            line.series.points.removeAll { !span.contains($0.time) || !$0.mean.isFinite }
            return line
        }
        return Array(inside.filter { !$0.series.points.isEmpty }.prefix(Self.mostLines))
    }

    private func legend(_ shown: [Line]) -> HTML {
        guard !shown.isEmpty else { return "" }
        let items: [HTML] = shown.enumerated().map { index, line in
            """
            <li><svg class="swatch" aria-hidden="true"><line class="line \(ChartPlot.style(index, line))" x1="1" x2="23" \
            y1="6" y2="6"/></svg>\(line.label) <b>\(measure.text(line.series.points.last?.mean))</b></li>
            """
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }

    private func summary(_ shown: [Line]) -> String {
        let parts = shown.map { line in
            let points = line.series.points
            let (least, greatest) = (points.map(\.minimum).min(), points.map(\.maximum).max())
            return "\(line.label) now \(measure.text(points.last?.mean)), from \(measure.text(least)) to "
                + measure.text(greatest)
        }
        let unit = unit.isEmpty ? "" : ", \(unit)"
        return "\(title)\(unit): \(parts.joined(separator: "; "))"
    }
}
