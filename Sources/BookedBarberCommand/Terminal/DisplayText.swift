/// Text made fit for a terminal: one line, whose width is known, and in which nothing moves the cursor, sets a colour or
/// turns the direction of writing, whoever wrote it.
///
/// What could do so is shown as `�`. What terminals draw in different widths is left out: joiners, variation selectors
/// and skin tones of emoji.
struct DisplayText: Sendable, Equatable {
    let text: String
    /// How many columns of a terminal it takes.
    let columns: Int

    /// Accents and the like that one letter may carry; more of them would run over the lines above.
    private static let mostMarks = 3

    /// Looks at no more of `raw` than is shown.
    ///
    /// - Parameter limit: what is wider is cut, and ends with `…`.
    init(_ raw: some StringProtocol, columns limit: Int = .max) {
        var cells: [(text: String, columns: Int)] = []
        var total = 0
        var marks = 0
        for scalar in raw.unicodeScalars {
            switch DisplayWidth(of: scalar) {
            case .dropped: continue
            case .mark:
                marks += 1
                if marks <= Self.mostMarks, !cells.isEmpty {
                    cells[cells.count - 1].text.unicodeScalars.append(scalar)
                }
                continue
            case .space: cells.append((" ", 1))
            case .unsafe: cells.append(("\u{FFFD}", 1))
            case .columns(let count): cells.append((String(scalar), count))
            }
            marks = 0
            total += cells[cells.count - 1].columns
            guard total > limit else { continue }
            while let last = cells.last, total > limit - 1 {
                total -= last.columns
                cells.removeLast()
            }
            if limit > 0 {
                cells.append(("…", 1))
                total += 1
            }
            break
        }
        text = cells.map(\.text).joined()
        columns = total
    }

    /// Runs of white space, such as those that lay out a statement, become one space.
    init(squeezing raw: String, columns limit: Int) {
        // More white space than that isn't gone over for the little that is shown.
        let beginning = raw.prefix(limit < 10_000 ? 16 * limit + 64 : .max)
        self.init(beginning.split(whereSeparator: \.isWhitespace).joined(separator: " "), columns: limit)
    }

    enum Alignment: Sendable {
        case left, right
    }

    /// Filled with spaces to `columns`; as it is when it's wider.
    func padded(to columns: Int, _ alignment: Alignment = .left) -> String {
        let space = String(repeating: " ", count: max(0, columns - self.columns))
        return alignment == .left ? text + space : space + text
    }
}
