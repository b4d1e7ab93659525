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
    /// Seconds a second, calls a second, seconds a call.
    var time: HistorySeries
    var calls: HistorySeries
    var meanTime: HistorySeries
    var marks: [HistoryMark]
    /// The share of the database's active time that all statements explain together.
    var coverage: Double?

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
        let series = try await source.history(
            of: [SeriesKey.statementTime(id).text, SeriesKey.statementCalls(id).text], from: span.lowerBound,
            to: span.upperBound, points: range.points)
        let empty = HistorySeries(key: "", step: 1, points: [])
        let time = series.first { $0.key == SeriesKey.statementTime(id).text } ?? empty
        let calls = series.first { $0.key == SeriesKey.statementCalls(id).text } ?? empty
        return StatementData(
            range: range, span: span, history: whole, current: current, plan: await source.plan(ofStatement: id),
            time: time, calls: calls, meanTime: meanTime(time, calls), marks: snapshot?.marks ?? [],
            coverage: snapshot?.coverage)
    }

    /// Seconds a call, where there were any.
    private static func meanTime(_ time: HistorySeries, _ calls: HistorySeries) -> HistorySeries {
        let counts = Dictionary(calls.points.map { ($0.time, $0.mean) }) { first, _ in first }
        let points = time.points.compactMap { point -> HistorySeries.Point? in
            guard let count = counts[point.time], count > 0 else { return nil }
            return .init(time: point.time, only: point.mean / count)
        }
        return HistorySeries(key: "mean", step: time.step, points: points)
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
