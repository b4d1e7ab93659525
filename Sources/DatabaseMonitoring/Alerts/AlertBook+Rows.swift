public import Foundation

extension AlertBook {
    /// Every alert with how it stands, in the order of the rules.
    public var rows: [AlertRow] { rules.map(row) }

    func row(_ rule: AlertRule) -> AlertRow {
        let (entry, terms) = (entries[rule.name] ?? Entry(), rule.terms)
        let isRaised = entry.state.phase == .firing || entry.state.phase == .resolved
        return AlertRow(
            name: rule.name, title: rule.title,
            severity: isRaised ? entry.state.severity ?? terms.severity : terms.severity, phase: entry.state.phase,
            value: entry.value, limit: terms.limit, clearLimit: terms.clearLimit, firesBelow: terms.firesBelow,
            unit: rule.unit, duration: terms.duration / .seconds(1), since: entry.state.since,
            evidence: entry.evidence, advice: rule.advice, silencedUntil: silences[rule.name])
    }

    /// Lets an alert be evaluated, but not told, until then. What still fires at the end is told then, and so is that
    /// something told before has been resolved meanwhile.
    ///
    /// - Throws: ``UnknownAlertError``.
    public mutating func silence(_ name: String, until end: Date) throws(UnknownAlertError) {
        try check(name)
        silences[name] = end
    }

    /// Ends a silence; nothing happens when there is none.
    ///
    /// - Throws: ``UnknownAlertError``.
    public mutating func unsilence(_ name: String) throws(UnknownAlertError) {
        try check(name)
        silences[name] = nil
    }

    private func check(_ name: String) throws(UnknownAlertError) {
        guard entries[name] != nil else { throw UnknownAlertError(name: name, known: rules.map(\.name)) }
    }
}
