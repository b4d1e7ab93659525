internal import Foundation

/// The rules with how each stands, and what is silenced.
///
/// A value: who owns it lets it see one snapshot after the other. A rule that throws, or measures nonsense, is unknown
/// and stops none of the others.
public struct AlertBook: Sendable {
    struct Entry: Sendable {
        var state = AlertState()
        var value: Double?
        var evidence: [Evidence] = []
        /// Since when it can't be measured although PostgreSQL is seen.
        var unknownSince: Date?
    }

    /// An alert whose value has been unknown for so long, while PostgreSQL was seen, is resolved: a share of requests isn't
    /// known when there are hardly any, and would keep firing for ever.
    static let longestUnknown: TimeInterval = 600

    public let rules: [AlertRule]
    /// Why rules couldn't be measured last time, by name.
    public private(set) var failures: [String: String] = [:]
    var entries: [String: Entry] = [:]
    var silences: [String: Date] = [:]

    /// - Parameter saved: how they stood when the program ended. Rules that it doesn't know begin as ok; what it says of
    ///   others that are gone is dropped.
    /// - Throws: ``AlertRuleError`` for a rule that makes no sense, or a name that two have.
    public init(rules: [AlertRule], saved: Saved? = nil) throws(AlertRuleError) {
        for rule in rules {
            try rule.validate()
            guard entries.updateValue(Entry(), forKey: rule.name) == nil else {
                throw AlertRuleError(rule: rule.name, problem: "another rule has the same name")
            }
        }
        self.rules = rules
        if let saved { restore(saved) }
    }

    /// Takes a snapshot, and says what should be told, in the order of the rules.
    public mutating func evaluate(_ snapshot: MonitorSnapshot) -> [AlertEvent] {
        failures = [:]
        silences = silences.filter { $0.value > snapshot.time }
        return rules.compactMap { evaluate($0, snapshot) }
    }

    private mutating func evaluate(_ rule: AlertRule, _ snapshot: MonitorSnapshot) -> AlertEvent? {
        let measured = measure(rule, snapshot)
        var entry = entries[rule.name] ?? Entry()
        entry.noteUnknown(
            measured == nil && snapshot.blindness == nil && snapshot.unsampled.isEmpty, at: snapshot.time)
        let isForgotten = entry.unknownSince.map { snapshot.time.timeIntervalSince($0) >= Self.longestUnknown } ?? false
        let kind = entry.state.advance(
            measured?.value ?? (isForgotten ? rule.terms.clearLimit : nil), crossedFor: measured?.crossedFor ?? 0,
            at: snapshot.time, by: rule.terms,
            interval: snapshot.interval, isSilenced: silences[rule.name] != nil)
        entry.value = measured?.value
        // While it is unknown, what was last seen says more than nothing.
        if let measured { entry.evidence = Array(measured.evidence.prefix(Self.mostEvidence)) }
        if entry.state.phase == .ok { entry.evidence = [] }
        entries[rule.name] = entry
        return kind.map { kind in
            AlertEvent(
                kind: kind, time: snapshot.time, row: row(rule), began: entry.state.began ?? snapshot.time,
                worst: entry.state.worst, planOf: kind == .resolved ? nil : measured?.planOf)
        }
    }

    private mutating func measure(_ rule: AlertRule, _ snapshot: MonitorSnapshot) -> AlertMeasurement? {
        do {
            guard let measured = try rule.measure(snapshot) else { return nil }
            guard measured.value.isFinite else {
                failures[rule.name] = "its value is \(measured.value)"
                return nil
            }
            return measured
        } catch {
            failures[rule.name] = "\(error)"
            return nil
        }
    }

    static let mostEvidence = 3
}

extension AlertBook.Entry {
    fileprivate mutating func noteUnknown(_ isUnknown: Bool, at time: Date) {
        // A clock that went back begins anew.
        if !isUnknown || unknownSince.map({ $0 > time }) ?? false { unknownSince = nil }
        if isUnknown, unknownSince == nil { unknownSince = time }
    }
}
