import DatabaseMonitoring
import Foundation
import Testing

@testable import MonitoringDashboard

@Suite struct PathDataTests {
    private let start = Date(timeIntervalSince1970: 1000)

    private func series(_ offsets: [Double], spread: Double = 0) -> HistorySeries {
        HistorySeries(
            key: "x", step: 10,
            points: offsets.map {
                .init(time: start + $0, minimum: 5 - spread, mean: 5, maximum: 5 + spread)
            })
    }

    private func path(_ series: HistorySeries) -> PathData {
        PathData(series, span: start...(start + 100), width: 1000, y: { 10 - $0 })
    }

    @Test func `a line goes through the points that follow each other`() {
        #expect(path(series([0, 10, 20])).line == "M0 5L100 5L200 5")
    }

    @Test func `a gap stays a gap`() {
        let data = path(series([0, 10, 50, 60]))

        #expect(data.line == "M0 5L100 5M500 5L600 5")
    }

    @Test func `a point alone is a dot`() {
        #expect(path(series([50])).line == "M500 5h0.01")
    }

    @Test func `the band goes along the greatest values and back along the least`() {
        #expect(path(series([0, 10], spread: 2)).band == "M0 3L100 3L100 7L0 7Z")
        #expect(path(series([0, 10])).band == "")
    }

    @Test func `what lies outside of the span, or is no number, isn't drawn`() {
        var outside = series([-10, 0, 10, 110])
        outside.points[2].mean = .nan

        #expect(path(outside).line == "M0 5h0.01")
    }

    @Test func `coordinates have one decimal at most`() {
        #expect([1.0, -0.26, 0.04, 33.333, -12].map(\.coordinate) == ["1", "-0.3", "0", "33.3", "-12"])
    }

    @Test func `series are added where they have points at the same time`() throws {
        let sum = try #require(HistorySeries.joined([series([0, 10]), series([10, 20], spread: 1)], key: "sum", +))

        #expect(sum.points.map(\.mean) == [5, 10, 5])
        #expect(sum.points[1].maximum == 11)
        #expect(HistorySeries.joined([], key: "sum", +) == nil)
    }

    @Test func `a chart says in words what it shows, and marks what happened`() {
        let mark = HistoryMark(time: start + 40, kind: .failover, text: "to <b>")

        let html = LineChart(
            title: "Load", measure: .count, lines: [.init(label: "<i>", series: series([0, 10]))], marks: [mark],
            span: start...(start + 100), tickStep: 50, clock: Clock(timeZone: .gmt, now: start)
        ).html.text

        #expect(html.contains("aria-label=\"Load: &lt;i&gt; now 5, from 5 to 5\""))
        #expect(html.contains(">failover</text>"))
        #expect(html.contains("to &lt;b&gt;</title>"))
        #expect(!html.contains("<b>\u{3C}"))
    }

    @Test func `a sparkline leaves out what isn't known`() {
        let html = Sparkline(values: [1, 2, nil, 2, 1]).html.text

        #expect(html.contains("d=\"M0 12h0.01L25 2M75 2h0.01L100 12\""))
        #expect(Sparkline(values: [nil, nil]).html.text.contains("–"))
    }
}
