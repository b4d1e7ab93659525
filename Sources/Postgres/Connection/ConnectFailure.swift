/// What libpq says when connecting fails, taken apart: `… FATAL:  28P01: password authentication failed …`.
struct ConnectFailure {
    let message: String
    let sqlState: SQLState?

    init(_ text: String) {
        var kept: [Substring] = []
        var state: SQLState?
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("LOCATION:") {
            guard let found = Self.sqlState(in: line) else {
                kept.append(line)
                continue
            }
            state = state ?? SQLState(rawValue: String(line[found]))
            kept.append(line[..<found.lowerBound] + line[line.index(found.upperBound, offsetBy: 2)...])
        }
        message = kept.map { $0.drop(while: \.isWhitespace) }.joined(separator: ". ")
        sqlState = state
    }

    /// Five characters between "SEVERITY:  " and ": ".
    private static func sqlState(in line: Substring) -> Range<Substring.Index>? {
        var position = line.startIndex
        while let colon = line[position...].firstIndex(of: ":") {
            position = line.index(after: colon)
            let rest = line[position...]
            guard rest.hasPrefix("  "), rest.count > 9 else { continue }
            let start = line.index(position, offsetBy: 2)
            let end = line.index(start, offsetBy: 5)
            if line[end...].hasPrefix(": "), line[start..<end].allSatisfy({ $0.isNumber || $0.isUppercase }) {
                return start..<end
            }
        }
        return nil
    }
}
