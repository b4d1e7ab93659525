import DatabaseMonitoring
import Foundation
import HTTPTypes

/// What the page of one statement shows.
struct StatementData: Sendable {
    var range: TimeRange
    var span: ClosedRange<Date>
    var history: StatementHistory
    /// As it was in the newest sample, if it ran.
    var current: StatementRow?
    var plan: StatementPlan
    /// Calls a second and seconds a call, by parts of the span.
    var calls: HistorySeries
    var meanTime: HistorySeries
    var marks: [HistoryMark]

    /// Parts of a span that are looked at for themselves.
    static let parts = 24

    /// - Throws: 404 when neither the history nor the newest snapshot has it; what the source throws.
    static func load(
        _ id: String, range: TimeRange, _ source: any MonitorSource, now: Date
    ) async throws -> StatementData {
        let span = range.span(to: now)
        let snapshot = source.snapshot
        let current = snapshot?.statements.first { $0.id == id }
        let whole =
            try await find(id, in: span, source)
            ?? current.map { row in
                StatementHistory(
                    id: id, text: row.text, calls: 0, totalTime: 0, meanTime: row.meanTime, meanTimeYesterday: nil,
                    sparkline: [])
            }
        guard let whole else { throw Problem(.notFound, "No such statement ran in the last \(range.title).") }
        var data = StatementData(
            range: range, span: span, history: whole, current: current, plan: await source.plan(ofStatement: id),
            calls: HistorySeries(key: "calls", step: range.seconds / Double(parts), points: []),
            meanTime: HistorySeries(key: "mean", step: range.seconds / Double(parts), points: []),
            marks: snapshot?.marks ?? [])
        let step = data.calls.step
        for part in 0..<parts {
            let start = span.lowerBound.addingTimeInterval(Double(part) * step)
            let end = start.addingTimeInterval(step)
            guard let found = try await find(id, in: start...end, source), found.calls > 0 else { continue }
            let middle = start.addingTimeInterval(step / 2)
            data.calls.points.append(.init(time: middle, only: found.calls / step))
            data.meanTime.points.append(.init(time: middle, only: found.meanTime))
        }
        return data
    }

    /// Seconds a second over the span.
    var time: HistorySeries {
        let step = range.seconds / Double(max(history.sparkline.count, 1))
        let points = history.sparkline.enumerated().compactMap { index, value in
            value.map {
                HistorySeries.Point(time: span.lowerBound.addingTimeInterval((Double(index) + 0.5) * step), only: $0)
            }
        }
        return HistorySeries(key: "time", step: step, points: points)
    }

    private static func find(
        _ id: String, in span: ClosedRange<Date>, _ source: any MonitorSource
    ) async throws -> StatementHistory? {
        try await source.statements(from: span.lowerBound, to: span.upperBound, limit: 100).first { $0.id == id }
    }
}

extension HistorySeries.Point {
    init(time: Date, only value: Double) {
        self.init(time: time, minimum: value, mean: value, maximum: value)
    }
}
