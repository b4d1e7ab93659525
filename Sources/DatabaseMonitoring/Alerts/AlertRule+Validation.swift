/// A rule that could never fire, or never clear.
public struct AlertRuleError: Error, Equatable, CustomStringConvertible {
    public let rule: String
    public let problem: String

    public var description: String { "The alert rule '\(rule)' makes no sense: \(problem)." }
}

extension AlertRule {
    /// Refuses a rule that can never fire, can never clear, or can't be named.
    ///
    /// - Throws: ``AlertRuleError``.
    public func validate() throws(AlertRuleError) {
        if let problem = nameProblem ?? limitProblem ?? clearProblem ?? timeProblem {
            throw AlertRuleError(rule: name, problem: problem)
        }
    }

    private var nameProblem: String? {
        let isPlain = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
        if name.isEmpty || name.count > 60 || !isPlain {
            return "its name must have 1 to 60 characters, all of them a to z, 0 to 9 or _"
        }
        return title.isEmpty || advice.isEmpty ? "its title and its advice must not be empty" : nil
    }

    private var limitProblem: String? {
        let critical = terms.criticalLimit ?? terms.limit
        guard terms.limit.isFinite, terms.clearLimit.isFinite, critical.isFinite else {
            return "its limits must be finite numbers"
        }
        if !canBeCrossed(terms.limit) {
            return "no value between \(bounds) is \(side) its limit of \(terms.limit), so that it can never fire"
        }
        if !canBeCrossed(critical) {
            return "no value between \(bounds) is \(side) its critical limit of \(critical)"
        }
        return terms.isWorse(terms.limit, than: critical)
            ? "its critical limit of \(critical) is crossed before its limit of \(terms.limit)" : nil
    }

    private var clearProblem: String? {
        if terms.isWorse(terms.clearLimit, than: terms.limit) {
            return "it would clear at \(terms.clearLimit), while its limit of \(terms.limit) is still crossed"
        }
        return terms.range.contains(terms.clearLimit)
            ? nil : "its value is never \(terms.clearLimit), where it would clear"
    }

    private var timeProblem: String? {
        let longest = Duration.seconds(7 * 24 * 3600)
        if !(.zero...longest ~= terms.duration) || !(.zero...longest ~= terms.clearDuration) {
            return "its durations must be between 0 and 7 days"
        }
        return terms.updateInterval < .seconds(1) || terms.reminderInterval < .seconds(1)
            ? "messages about it must be at least a second apart" : nil
    }

    private func canBeCrossed(_ limit: Double) -> Bool {
        terms.range.contains(limit)
            && (terms.firesBelow ? limit > terms.range.lowerBound : limit < terms.range.upperBound)
    }

    private var bounds: String { "\(terms.range.lowerBound) and \(terms.range.upperBound)" }
    private var side: String { terms.firesBelow ? "below" : "above" }
}
