import DatabaseMonitoring
import Foundation

/// Up to five series over time. It has a fixed height and the width that there is: lines are stretched, texts are not.
struct LineChart: Sendable {
    struct Line: Sendable {
        var label: String
        var series: HistorySeries
        /// A bound, not a measurement: thin and dotted.
        var isLimit = false
    }

    static let height = 132.0
    private static let width = 1000.0
    /// For the labels of the vertical axis; the style sheet has it too.
    private static let margin = 58

    var title: String
    /// What the title doesn't say.
    var note = ""
    var measure: Measure
    var lines: [Line]
    var marks: [HistoryMark] = []
    var span: ClosedRange<Date>
    var tickStep: Double
    var clock: Clock

    var html: HTML {
        let shown = Array(lines.filter { line in line.series.points.contains { span.contains($0.time) } }.prefix(6))
        let heading: HTML = "<h3>\(title)</h3>"
        let aside: HTML = note.isEmpty ? "" : "<p class=\"note\">\(note)</p>"
        guard !shown.isEmpty else {
            return
                "<figure class=\"chart\"><figcaption>\(heading)\(aside)</figcaption><p class=\"empty\">Nothing was measured in this time.</p></figure>"
        }
        return """
            <figure class="chart"><figcaption>\(heading)\(legend(shown))\(aside)</figcaption>\
            <svg class="plot" role="img" aria-label="\(summary(shown))">\(plot(shown))</svg></figure>
            """
    }

    private func plot(_ shown: [Line]) -> HTML {
        let points = shown.flatMap { line in line.series.points.filter { span.contains($0.time) } }
        let axis = Axis(covering: points.flatMap { [$0.minimum, $0.maximum] }, measure)
        func y(_ value: Double) -> Double { axis.position(value, height: Self.height) }
        let paths = shown.enumerated().map { index, line in
            path(PathData(line.series, span: span, width: Self.width, y: y), Self.style(index, line))
        }
        return """
            <g class="axis">\(axis.ticks.map { horizontal($0, y($0)) })</g><svg class="area" x="\(Self.margin)" overflow="visible">\
            <svg y="16" width="100%" height="\(Self.height.coordinate)" viewBox="0 0 1000 \(Self.height.coordinate)" \
            preserveAspectRatio="none" overflow="visible">\(paths)</svg>\
            <g class="axis">\(verticals)</g>\(ChartMarks(marks, span, clock).html)</svg>
            """
    }

    private func path(_ data: PathData, _ style: String) -> HTML {
        let band: HTML = data.band.isEmpty ? "" : "<path class=\"band \(style)\" d=\"\(data.band)\"/>"
        return "\(band)<path class=\"line \(style)\" d=\"\(data.line)\"/>"
    }

    private func horizontal(_ tick: Double, _ y: Double) -> HTML {
        let y = y + 16
        return """
            <line x1="\(Self.margin)" x2="100%" y1="\(y.coordinate)" y2="\(y.coordinate)"/>\
            <text class="what" x="\(Self.margin - 8)" y="\((y + 4).coordinate)">\(measure.text(tick))</text>
            """
    }

    private var verticals: [HTML] {
        let length = span.upperBound.timeIntervalSince(span.lowerBound)
        return clock.ticks(in: span, every: tickStep).compactMap { tick in
            let place = tick.timeIntervalSince(span.lowerBound) / length * 100
            // A label at the edge would be cut off.
            guard (5...95).contains(place) else { return nil }
            return "<text class=\"when\" x=\"\(place.coordinate)%\" y=\"164\">\(clock.time(tick))</text>"
        }
    }

    private func legend(_ shown: [Line]) -> HTML {
        let items: [HTML] = shown.enumerated().map { index, line in
            let value = line.series.points.last { span.contains($0.time) }?.mean
            return """
                <li><svg class="swatch" aria-hidden="true"><line class="line \(Self.style(index, line))" x1="1" x2="23" \
                y1="6" y2="6"/></svg>\(line.label) <b>\(measure.text(value))</b></li>
                """
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }

    private func summary(_ shown: [Line]) -> String {
        let parts = shown.map { line in
            let points = line.series.points.filter { span.contains($0.time) }
            let (least, greatest) = (points.map(\.minimum).min(), points.map(\.maximum).max())
            return "\(line.label) now \(measure.text(points.last?.mean)), from \(measure.text(least)) to "
                + measure.text(greatest)
        }
        return "\(title): \(parts.joined(separator: "; "))"
    }

    private static func style(_ index: Int, _ line: Line) -> String { line.isLimit ? "limit" : "s\(index)" }
}
