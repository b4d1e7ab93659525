import DatabaseMonitoring
import Foundation

/// What the history has of one range, as far as a page shows it.
struct DashboardWindow: Sendable {
    var range: TimeRange
    var span: ClosedRange<Date>
    /// By key.
    var series: [String: HistorySeries] = [:]
    /// By the time they took.
    var statements: [StatementHistory] = []
    /// Why the history couldn't be read.
    var failure: String?

    static func load(
        _ range: TimeRange, keys: [String], from source: any MonitorSource, now: Date
    ) async -> DashboardWindow {
        var window = DashboardWindow(range: range, span: range.span(to: now))
        let (start, end) = (window.span.lowerBound, window.span.upperBound)
        do {
            // A source looks at 100 keys at most.
            for first in stride(from: 0, to: keys.count, by: 100) {
                let part = Array(keys[first..<min(first + 100, keys.count)])
                for series in try await source.history(of: part, from: start, to: end, points: range.points) {
                    window.series[series.key] = series
                }
            }
            window.statements = try await source.statements(from: start, to: end, limit: 50)
        } catch {
            window.failure = "The history can't be read: \(error)"
        }
        return window
    }
}
