import Postgres

/// What was counted of the executions of one text by `read`, `write` and `Transaction.query`.
public struct StatementStatistics: Sendable, Equatable {
    /// With `$1` and so on for its values.
    public var sql: String
    public var calls: Int
    /// Calls that ended in an error.
    public var errors: Int
    /// From each call to its result, waiting for a connection and repetitions included.
    public var totalTime: Duration
    public var longestTime: Duration

    public var meanTime: Duration { calls == 0 ? .zero : totalTime / calls }
}

extension StatementStatistics: CustomStringConvertible {
    private static let shownCharacters = 100

    /// In one line, long texts shortened.
    public var description: String {
        let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let text = words.count > Self.shownCharacters ? "\(words.prefix(Self.shownCharacters - 1))…" : words
        return """
            \(totalTime.rounded)  \(calls) calls  \(errors) errors  \(meanTime.inMilliseconds) each  \
            \(longestTime.inMilliseconds) longest  \(text)
            """
    }
}

extension Duration {
    /// `3.024 ms`
    fileprivate var inMilliseconds: String { "\((inMicroseconds).rounded() / 1000) ms" }
}

extension StatementTable {
    /// Those with the greatest total time, in this order.
    func mostCostly(_ limit: Int) -> [StatementStatistics] {
        let all = known.compactMap { sql, variants -> StatementStatistics? in
            var sum = StatementStatistics(sql: sql, calls: 0, errors: 0, totalTime: .zero, longestTime: .zero)
            for statement in variants {
                sum.calls += statement.totals.calls
                sum.errors += statement.totals.errors
                sum.totalTime += statement.totals.time
                sum.longestTime = max(sum.longestTime, statement.totals.longest)
            }
            return sum.calls == 0 ? nil : sum
        }
        return Array(all.sorted { ($1.totalTime, $0.sql) < ($0.totalTime, $1.sql) }.prefix(limit))
    }
}
