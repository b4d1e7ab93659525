import DatabaseMonitoring
import Foundation

/// All that a page is made of.
struct DashboardData: Sendable {
    var snapshot: MonitorSnapshot?
    var window: DashboardWindow
    var clock: Clock

    func series(_ metric: MonitorMetric, _ labels: String...) -> HistorySeries? {
        window.series[SeriesKey(metric, labels).text]
    }

    func line(_ label: String, _ series: HistorySeries?, isLimit: Bool = false) -> LineChart.Line? {
        series.map { LineChart.Line(label: label, series: $0, isLimit: isLimit) }
    }

    /// A chart of the lines that there are.
    func chart(
        _ title: String, _ measure: Measure, unit: String = "", note: String = "", _ lines: [LineChart.Line?]
    ) -> HTML {
        LineChart(
            title: title, note: note, measure: measure, unit: unit, lines: lines.compactMap { $0 },
            marks: snapshot?.marks ?? [],
            span: window.span, tickStep: window.range.tickStep, clock: clock
        ).html
    }
}
