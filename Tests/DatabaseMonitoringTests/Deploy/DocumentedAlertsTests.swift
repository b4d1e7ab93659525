import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("docs/monitoring.md has every alert") struct DocumentedAlertsTests {
    @Test func rowsAreThoseOfTheStandardRules() throws {
        let rows = try DocumentedTable("alerts", in: "docs/monitoring.md").rows

        for rule in AlertRule.standard() {
            #expect(rows.contains(rule.documentedRow), "it has to have this row: \(rule.documentedRow)")
        }
        #expect(rows.count == AlertRule.standard().count, "it has rows of alerts that there aren't")
    }
}

extension AlertRule {
    /// Name, severity, limit, duration, where it clears, meaning, what to do.
    var documentedRow: String {
        let columns = ["`\(name)`", terms.severity.rawValue, limit, duration, clears, "\(title).", advice]
        return "| \(columns.joined(separator: " | ")) |"
    }

    private var isOfAny: Bool { terms.limit == 0 && !terms.firesBelow }
    private var side: String { terms.firesBelow ? "below" : "above" }

    private func text(_ value: Double) -> String { AlertQuantity(value, unit).description }

    private var limit: String {
        if isOfAny { return "any" }
        let critical = terms.criticalLimit.map { "; critical \(side) \(text($0))" } ?? ""
        return "\(side) \(text(terms.limit))\(critical)"
    }

    private var duration: String {
        terms.duration == .zero ? "at once" : AlertQuantity(terms.duration / .seconds(1), "s").description
    }

    private var clears: String {
        let time = AlertQuantity(terms.clearDuration / .seconds(1), "s").description
        let place = isOfAny ? "none" : text(terms.clearLimit)
        return terms.clearDuration == .zero ? "\(place), at once" : "\(place) for \(time)"
    }
}
