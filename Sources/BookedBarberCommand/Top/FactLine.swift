/// A line that names something and says facts of it; those at the end are left out where there is no room.
enum FactLine {
    static let label = 13

    static func text(_ name: String, _ facts: [String?], width: Int) -> String {
        let facts = facts.compactMap(\.self)
        let first = DisplayText(name).padded(to: label) + (facts.first ?? "")
        return text([first] + facts.dropFirst(), width: width)
    }

    /// - Parameter facts: the first is cut rather than left out.
    static func text(_ facts: [String], width: Int) -> String {
        var line = DisplayText(facts.first ?? "", columns: width)
        for fact in facts.dropFirst() {
            let longer = DisplayText("\(line.text)  \(fact)")
            guard longer.columns <= width else { break }
            line = longer
        }
        return line.text
    }
}
