import DatabaseMonitoring
import Foundation

/// What of a chart is drawn. It has a fixed height and the width that there is: lines are stretched, texts are not.
struct ChartPlot: Sendable {
    /// Of the lines; above are the words of the marks, below the times.
    private static let height = 132.0
    private static let top = 16.0
    private static let width = 1000.0
    /// Of the column with the labels of the vertical axis; the style sheet has it too.
    private static let scaleWidth = 58

    private let chart: LineChart
    private let lines: [LineChart.Line]
    private let axis: Axis

    /// - Parameter lines: with nothing but what lies within the span of the chart.
    init(chart: LineChart, lines: [LineChart.Line]) {
        (self.chart, self.lines) = (chart, lines)
        axis = Axis(covering: lines.flatMap(\.series.points).flatMap { [$0.minimum, $0.maximum] }, chart.measure)
    }

    static func style(_ index: Int, _ line: LineChart.Line) -> String { line.isLimit ? "limit" : "s\(index)" }

    var html: HTML {
        let labels: [HTML] = axis.ticks.map { tick in
            "<text x=\"\(Self.scaleWidth - 8)\" y=\"\((place(tick) + 4).coordinate)\">\(chart.measure.text(tick))</text>"
        }
        let unit: HTML = chart.unit.isEmpty ? "" : "<text class=\"unit\" x=\"0\" y=\"6\">\(chart.unit)</text>"
        let grid: [HTML] = axis.ticks.map { tick in
            "<line x1=\"0\" x2=\"100%\" y1=\"\(place(tick).coordinate)\" y2=\"\(place(tick).coordinate)\"/>"
        }
        return """
            <svg class="scale axis" aria-hidden="true">\(unit)\(labels)</svg>\
            <svg class="area" aria-hidden="true"\(facts)><g class="axis">\(grid)</g>\
            <svg y="\(Self.top.coordinate)" width="100%" height="\(Self.height.coordinate)" \
            viewBox="0 0 \(Self.width.coordinate) \(Self.height.coordinate)" preserveAspectRatio="none" \
            overflow="visible">\(paths)</svg>\
            <g class="axis">\(times)</g>\(ChartMarks(chart.marks, chart.span, chart.clock).html)</svg>
            """
    }

    /// With them the script can say what the lines are at a place.
    private var facts: HTML {
        let (start, end) = (chart.span.lowerBound, chart.span.upperBound)
        return """
             data-lower="\(String(axis.lower))" data-upper="\(String(axis.upper))" data-height="\(Self.height.coordinate)" \
            data-start="\(Int(start.timeIntervalSince1970))" data-end="\(Int(end.timeIntervalSince1970))" \
            data-kind="\(chart.measure.kind.rawValue)" data-ending="\(chart.measure.isRate ? "/s" : "")"
            """
    }

    private func place(_ tick: Double) -> Double { axis.position(tick, height: Self.height) + Self.top }

    private var paths: [HTML] {
        lines.enumerated().map { index, line in
            let data = PathData(line.series, span: chart.span, width: Self.width) {
                axis.position($0, height: Self.height)
            }
            let style = Self.style(index, line)
            let band: HTML = data.band.isEmpty ? "" : "<path class=\"band \(style)\" d=\"\(data.band)\"/>"
            return "\(band)<path class=\"line \(style)\" d=\"\(data.line)\"/>"
        }
    }

    private var times: [HTML] {
        let length = chart.span.upperBound.timeIntervalSince(chart.span.lowerBound)
        let place = { (tick: Date) in tick.timeIntervalSince(chart.span.lowerBound) / length * 100 }
        // A label at the edge would be cut off.
        let ticks = chart.clock.ticks(in: chart.span, every: chart.tickStep).filter { (5...95).contains(place($0)) }
        return zip(ticks, chart.clock.labels(of: ticks)).map { tick, label in
            "<text class=\"when\" x=\"\(place(tick).coordinate)%\" y=\"164\">\(label)</text>"
        }
    }
}
