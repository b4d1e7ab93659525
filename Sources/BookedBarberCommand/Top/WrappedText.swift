/// Breaks a text into lines at its spaces; a word that is longer than a line is cut.
enum WrappedText {
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            let longer = lines.last.map { "\($0) \(word)" }
            if let longer, DisplayText(longer).columns <= width {
                lines[lines.count - 1] = longer
            } else {
                lines.append(DisplayText(word, columns: max(1, width)).text)
            }
        }
        return lines
    }
}
