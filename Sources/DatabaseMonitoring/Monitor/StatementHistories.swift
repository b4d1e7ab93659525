import Foundation

/// How statements are kept in the history, and read back: two series for each of those that took most time.
struct StatementHistories: Sendable {
    static let time = "statement.time"
    static let calls = "statement.calls"
    /// Of each sample.
    static let most = 50
    private static let day: TimeInterval = 86_400

    let history: MetricsHistory

    static func key(_ metric: String, _ id: String) -> String { "\(metric){id=\(id)}" }

    static func values(_ rows: [StatementRow]) -> [String: Double] {
        var values: [String: Double] = [:]
        for row in rows.prefix(most) {
            values[key(time, row.id)] = row.time
            values[key(calls, row.id)] = row.calls
        }
        return values
    }

    /// The statements that took most time, the first ones first.
    func read(
        from start: Date, to end: Date, limit: Int, text: (String) -> String?
    ) async -> [StatementHistory] {
        let span = start...max(start, end)
        let keys = await history.keys(prefix: "\(Self.time){")
        let times = await series(keys, span, points: 60)
        let ids = times.sorted { $0.value.total > $1.value.total }.prefix(limit).map(\.key)
        let calls = await series(ids.map { Self.key(Self.calls, $0) }, span, points: 60)
        let before = (start - Self.day)...(max(start, end) - Self.day)
        let timesBefore = await series(ids.map { Self.key(Self.time, $0) }, before, points: 60)
        let callsBefore = await series(ids.map { Self.key(Self.calls, $0) }, before, points: 60)
        return ids.compactMap { id in
            guard let time = times[id] else { return nil }
            let count = calls[id]?.total ?? 0
            let countBefore = callsBefore[id]?.total ?? 0
            return StatementHistory(
                id: id, text: text(id) ?? "", calls: count, totalTime: time.total,
                meanTime: count > 0 ? time.total / count : 0,
                meanTimeYesterday: countBefore > 0 ? (timesBefore[id]?.total ?? 0) / countBefore : nil,
                sparkline: time.spread(over: span, parts: 60))
        }
    }

    private func series(_ keys: [String], _ span: ClosedRange<Date>, points: Int) async -> [String: Course] {
        guard !keys.isEmpty else { return [:] }
        let found = await history.series(keys: keys, from: span.lowerBound, to: span.upperBound, points: points)
        return Dictionary(
            found.compactMap { series in Self.id(series.key).map { ($0, Course(series)) } }
        ) { first, _ in first }
    }

    private static func id(_ key: String) -> String? {
        guard let start = key.firstIndex(of: "="), key.hasSuffix("}") else { return nil }
        return String(key[key.index(after: start)...].dropLast())
    }

    /// A rate over a time.
    private struct Course {
        let series: HistorySeries

        init(_ series: HistorySeries) { self.series = series }

        var total: Double { series.points.reduce(0) { $0 + $1.mean * series.step } }

        func spread(over span: ClosedRange<Date>, parts: Int) -> [Double?] {
            var sums = Array(repeating: (sum: 0.0, count: 0), count: parts)
            let length = span.upperBound.timeIntervalSince(span.lowerBound)
            for point in series.points where length > 0 {
                let part = Int(point.time.timeIntervalSince(span.lowerBound) / length * Double(parts))
                let index = min(max(part, 0), parts - 1)
                sums[index] = (sums[index].sum + point.mean, sums[index].count + 1)
            }
            return sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
        }
    }
}
