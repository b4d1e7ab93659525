/// Rows of one kind under a heading that says how many there are, and which of them are shown.
struct TopList: Sendable {
    let name: String
    /// What the first row is of all, such as `largest`.
    let first: String
    /// The last one names the row: it takes the room that figures leave.
    let columns: [TextTable.Column]

    /// - Parameters:
    ///   - rows: all of them, in order.
    ///   - limit: the most that are shown.
    func lines<Row>(_ rows: [Row], limit: Int, width: Int, cells: (Row) -> [String]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let shown = rows.prefix(max(0, limit))
        let heading =
            if shown.count < rows.count {
                "\(name): \(shown.count) of \(rows.count), the \(first) first"
            } else if rows.count > 1 {
                "\(name): \(rows.count), the \(first) first"
            } else {
                "\(name): 1"
            }
        return [heading] + TextTable(columns: columns, rows: shown.map(cells)).lines(width: width) + [""]
    }
}
