import Foundation

/// How statements are kept in the history, and read back: two series for each of those that took most time.
///
/// A statement has values in the samples in which it was among them, and none in others. So what it did in a time is the
/// sum over its samples, not the mean times the length.
struct StatementHistories: Sendable {
    private static let prefix = "statement.time{"
    /// Of each sample.
    static let most = 50
    private static let day: TimeInterval = 86_400
    /// As many as the history looks at in one question.
    private static let chunk = 100
    private static let parts = 60

    let history: MetricsHistory
    /// Between two samples, in seconds.
    let interval: Double

    static func values(_ rows: [StatementRow]) -> [String: Double] {
        var values: [String: Double] = [:]
        for row in rows.prefix(most) {
            values[SeriesKey.statementTime(row.id).text] = row.time
            values[SeriesKey.statementCalls(row.id).text] = row.calls
        }
        return values
    }

    /// The statements that took most time, the first ones first.
    func read(from start: Date, to end: Date, limit: Int, text: (String) -> String?) async -> [StatementHistory] {
        let span = start...max(start, end)
        let times = await courses(await history.keys(prefix: Self.prefix), span)
        let ids = times.sorted { ($1.value.total, $0.key) < ($0.value.total, $1.key) }.prefix(limit).map(\.key)
        let calls = await courses(ids.map { SeriesKey.statementCalls($0).text }, span)
        let before = (span.lowerBound - Self.day)...(span.upperBound - Self.day)
        let timesBefore = await courses(ids.map { SeriesKey.statementTime($0).text }, before)
        let callsBefore = await courses(ids.map { SeriesKey.statementCalls($0).text }, before)
        return ids.compactMap { id in
            guard let time = times[id] else { return nil }
            let count = calls[id]?.total ?? 0
            let countBefore = callsBefore[id]?.total ?? 0
            return StatementHistory(
                id: id, text: text(id) ?? "", calls: count, totalTime: time.total,
                meanTime: count > 0 ? time.total / count : 0,
                meanTimeYesterday: countBefore > 0 ? (timesBefore[id]?.total ?? 0) / countBefore : nil,
                sparkline: time.spread(over: span, parts: Self.parts))
        }
    }

    private func courses(_ keys: [String], _ span: ClosedRange<Date>) async -> [String: StatementCourse] {
        var courses: [String: StatementCourse] = [:]
        for start in stride(from: 0, to: keys.count, by: Self.chunk) {
            let found = await history.series(
                keys: Array(keys[start..<min(start + Self.chunk, keys.count)]), from: span.lowerBound,
                to: span.upperBound, points: Self.parts)
            for series in found {
                if let id = Self.id(series.key) { courses[id] = StatementCourse(series, interval: interval) }
            }
        }
        return courses
    }

    private static func id(_ key: String) -> String? {
        guard let start = key.firstIndex(of: "="), key.hasSuffix("}") else { return nil }
        return String(key[key.index(after: start)...].dropLast())
    }
}

/// A rate that is known only in the samples in which there was something.
struct StatementCourse: Sendable {
    private let series: HistorySeries
    private let interval: Double

    init(_ series: HistorySeries, interval: Double) { (self.series, self.interval) = (series, interval) }

    /// Of what the rate is of.
    var total: Double { series.points.reduce(0) { $0 + amount($1) } }

    /// The rate over even parts of a time; nil where it wasn't among those that took most time.
    func spread(over span: ClosedRange<Date>, parts: Int) -> [Double?] {
        var sums = Array(repeating: Double?.none, count: parts)
        let length = span.upperBound.timeIntervalSince(span.lowerBound) / Double(parts)
        for point in series.points where length > 0 {
            let part = min(max(Int(point.time.timeIntervalSince(span.lowerBound) / length), 0), parts - 1)
            sums[part] = (sums[part] ?? 0) + amount(point) / length
        }
        return sums
    }

    /// The rate over all of each point's time.
    var whole: HistorySeries {
        var whole = series
        for index in whole.points.indices {
            let part = min(1, Double(whole.points[index].samples) * interval / max(series.step, interval))
            whole.points[index].mean *= part
            if part < 1 { whole.points[index].minimum = 0 }
        }
        return whole
    }

    private func amount(_ point: HistorySeries.Point) -> Double { point.mean * Double(point.samples) * interval }
}
