/// A line that names something and says facts of it; those at the end are left out where there is no room.
enum FactLine {
    static let label = 13

    static func text(_ name: String, _ facts: [String?], width: Int) -> String {
        var line = DisplayText(DisplayText(name).padded(to: label), columns: width)
        for (number, fact) in facts.compactMap(\.self).enumerated() {
            let longer = DisplayText(line.text + (number == 0 ? "" : "  ") + fact)
            guard longer.columns <= width || number == 0 else { break }
            line = longer
        }
        return DisplayText(line.text, columns: width).text
    }
}
