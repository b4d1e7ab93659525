import DatabaseMonitoring

/// What statements cost, and how much of all that the database does they explain.
struct TopStatements: Sendable {
    let snapshot: MonitorSnapshot
    let order: StatementOrder
    let width: Int

    /// - Parameter limit: the most statements.
    func lines(limit: Int = .max) -> [String] {
        guard !snapshot.statements.isEmpty else { return ["Statements: none is known", ""] }
        let rows = order.sorted(snapshot.statements).prefix(limit).map(row)
        let rest = snapshot.statements.count - rows.count
        let coverage = snapshot.coverage.map {
            "they explain \(Figure.percent($0)) of the time in which the database was active"
        }
        let heading =
            "Statements by \(order.rawValue): \(coverage ?? "how much of the database's time they are isn't known")"
        return [heading] + TextTable(columns: columns, rows: rows).lines(width: width)
            + (rest > 0 ? ["  and \(rest) more"] : []) + [""]
    }

    /// The column that they are sorted by is marked.
    private var columns: [TextTable.Column] {
        func title(_ text: String, _ order: StatementOrder) -> String { order == self.order ? "\(text)▾" : text }
        return [
            .init(title("calls/s", .calls)), .init(title("time", .time)), .init(title("mean", .mean)),
            .init(title("rows/s", .rows), rank: 1), .init("text", .left),
        ]
    }

    private func row(_ statement: StatementRow) -> [String] {
        let all = snapshot.statements.reduce(0) { $0 + $1.time }
        return [
            Figure.number(statement.calls), all > 0 ? Figure.percent(statement.time / all) : Figure.unknown,
            Figure.seconds(statement.meanTime), Figure.number(statement.rows),
            DisplayText(squeezing: statement.text, columns: width).text,
        ]
    }
}
