import DatabaseMonitoring

/// By what `top` sorts statements, the greatest first.
enum StatementOrder: String, Sendable, CaseIterable {
    case time, calls, mean, rows

    /// The one that the next press of the key chooses.
    var next: StatementOrder {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// Statements that are alike keep an order of their own from one screen to the next.
    func sorted(_ statements: [StatementRow]) -> [StatementRow] {
        statements.sorted { (key($0), $1.id) > (key($1), $0.id) }
    }

    private func key(_ statement: StatementRow) -> Double {
        switch self {
        case .time: statement.time
        case .calls: statement.calls
        case .mean: statement.meanTime
        case .rows: statement.rows
        }
    }
}
