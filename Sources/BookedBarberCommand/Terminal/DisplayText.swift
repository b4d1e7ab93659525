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
        var text = String.UnicodeScalarView()
        var (length, total, marks) = (0, 0, 0)
        // The longest beginning that leaves room for the sign that it was cut.
        var cut = (length: 0, columns: 0)
        for scalar in raw.unicodeScalars {
            var shown = scalar
            switch DisplayWidth(of: scalar) {
            case .dropped: continue
            case .mark:
                marks += 1
                guard marks <= Self.mostMarks, total > 0 else { continue }
            case .space: (shown, total, marks) = (" ", total + 1, 0)
            case .unsafe: (shown, total, marks) = ("\u{FFFD}", total + 1, 0)
            case .columns(let count): (total, marks) = (total + count, 0)
            }
            if total > limit { break }
            text.append(shown)
            length += 1
            if total < limit { cut = (length, total) }
        }
        if total > limit {
            self.text = String(text.prefix(cut.length)) + (limit > 0 ? "…" : "")
            columns = cut.columns + min(1, limit)
        } else {
            (self.text, columns) = (String(text), total)
        }
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
