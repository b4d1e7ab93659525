/// Rows under a heading, each column as wide as it has to be. Wide and combining characters don't shift what follows.
struct TextTable: Sendable {
    struct Column: Sendable {
        var title: String
        var alignment = DisplayText.Alignment.right
        /// Cells that are wider are cut.
        var widest = 40
        /// Where there is no room for all columns, those of the highest rank go first; those of rank 0 stay.
        var rank = 0

        init(_ title: String, _ alignment: DisplayText.Alignment = .right, widest: Int = 40, rank: Int = 0) {
            (self.title, self.alignment, self.widest, self.rank) = (title, alignment, widest, rank)
        }
    }

    private static let gap = 2
    /// What the last column should have at least.
    private static let leastLast = 24

    var columns: [Column]
    /// A cell for each column.
    var rows: [[String]]

    /// The heading, and a line for each row.
    ///
    /// - Parameter width: the lines aren't wider: columns are left out, then the last one is cut. Nil is as wide as is needed.
    func lines(width: Int? = nil) -> [String] {
        var (shown, widths) = (Array(columns.indices), self.widths(limit: width))
        guard let last = shown.last else { return [] }
        if let width {
            while room(for: last, in: width, shown, widths) < min(Self.leastLast, widths[last]),
                let next = shown.dropLast().filter({ columns[$0].rank > 0 }).max(by: {
                    columns[$0].rank < columns[$1].rank
                })
            {
                shown.removeAll { $0 == next }
            }
            widths[last] = max(0, min(widths[last], room(for: last, in: width, shown, widths)))
        }
        return ([columns.map(\.title)] + rows).map { line($0, shown, widths) }
    }

    private func widths(limit: Int?) -> [Int] {
        columns.indices.map { column in
            let isLast = column == columns.indices.last
            let widest = isLast ? limit ?? .max : columns[column].widest
            let cells = rows.map { DisplayText($0[column], columns: widest).columns }
            return max(DisplayText(columns[column].title).columns, cells.max() ?? 0)
        }
    }

    private func room(for last: Int, in width: Int, _ shown: [Int], _ widths: [Int]) -> Int {
        shown.dropLast().reduce(width) { $0 - widths[$1] - Self.gap }
    }

    private func line(_ cells: [String], _ shown: [Int], _ widths: [Int]) -> String {
        let texts = shown.map { column in
            let text = DisplayText(cells[column], columns: widths[column])
            return column == columns.indices.last && columns[column].alignment == .left
                ? text.text : text.padded(to: widths[column], columns[column].alignment)
        }
        return texts.joined(separator: String(repeating: " ", count: Self.gap))
    }
}
