extension Evidence {
    /// A line for each, the first `most` of them; nil when there is none.
    static func list(_ title: String, _ lines: [String], most: Int = 5) -> Evidence? {
        guard !lines.isEmpty else { return nil }
        let rest = lines.count > most ? ["and \(lines.count - most) more"] : []
        return Evidence(title: title, text: (lines.prefix(most) + rest).joined(separator: "\n"))
    }
}

extension SessionRow {
    /// `pid 41 bookedbarber, active for 12 s, transaction for 14 s: UPDATE …`
    var evidence: String {
        var line = "pid \(pid) \(application.isEmpty ? "(no application name)" : application.oneLine(60))"
        line += ", \(state)"
        let inState = state == "active" ? queryAge ?? stateAge : stateAge
        if let inState { line += " for \(AlertQuantity(inState, "s"))" }
        if let transactionAge { line += ", transaction for \(AlertQuantity(transactionAge, "s"))" }
        if let wait { line += ", waits for \(wait)" }
        return query.isEmpty ? line : "\(line): \(query.oneLine(240))"
    }
}

extension StatementRow {
    var evidence: Evidence {
        Evidence(title: "Statement", text: "\(figures)\n\(text.oneLine(1500))")
    }

    /// In one line, for a list.
    var line: String { "\(figures): \(text.oneLine(160))" }

    private var figures: String {
        let mean = AlertQuantity(meanTime, "s")
        return "\(AlertQuantity(calls, "{call}/s")), \(mean) each, \(AlertQuantity(blocksRead, "{page}/s")) read"
    }
}

extension String {
    /// Without line breaks and runs of spaces, and at most so many characters.
    func oneLine(_ limit: Int) -> String {
        // Of a long text no more than is needed is looked at.
        let part = prefix(4 * limit)
        let words = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > limit || part.endIndex < endIndex ? words.prefix(limit - 1) + "…" : words
    }
}
