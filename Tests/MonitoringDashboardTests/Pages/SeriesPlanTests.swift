import DatabaseMonitoring
import Foundation
import Testing

@testable import MonitoringDashboard

@Suite struct SeriesPlanTests {
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    @Test func `every series that is read is drawn`() {
        let snapshot = GeneratedSnapshot(now: now).usual
        let keys = SeriesPlan.keys(for: snapshot)
        var window = DashboardWindow(range: .hour, span: TimeRange.hour.span(to: now))
        for key in keys {
            let points = (1...3).map { HistorySeries.Point(time: now.addingTimeInterval(Double($0) * -60), only: 0.5) }
            window.series[key] = HistorySeries(key: key, step: 60, points: points)
        }
        let clock = Clock(timeZone: .gmt, now: now)
        let whole = DashboardPage(
            data: DashboardData(snapshot: snapshot, window: window, clock: clock), canSignOut: false
        ).main.text

        for key in keys {
            var partial = window
            partial.series[key] = nil
            let page = DashboardPage(
                data: DashboardData(snapshot: snapshot, window: partial, clock: clock), canSignOut: false)

            #expect(page.main.text != whole, "\(key)")
        }
    }
}
