import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct AlertBookTests {
    private struct Broken: Error {}

    private func rule(
        _ name: String, _ measure: @escaping @Sendable (MonitorSnapshot) throws -> AlertMeasurement?
    ) -> AlertRule {
        AlertRule(
            name: name, title: "Load of \(name)", unit: "%",
            terms: AlertTerms(limit: 80, clearLimit: 70, range: 0...100, duration: .zero, clearDuration: .zero),
            advice: "Rest.", measure: measure)
    }

    private func load(_ name: String = "load") -> AlertRule {
        rule(name) {
            $0[.connectionUsage].map { AlertMeasurement($0, evidence: [Evidence(title: "Load", text: "\($0)")]) }
        }
    }

    private func snapshot(_ value: Double, _ seconds: Double) -> MonitorSnapshot {
        MonitorSnapshot.healthy(seconds).with { $0.set(.connectionUsage, value) }
    }

    @Test func aRuleThatFailsStopsNoOther() throws {
        var book = try AlertBook(rules: [
            rule("throwing") { _ in throw Broken() }, rule("odd") { _ in AlertMeasurement(.nan) }, load(),
        ])

        let events = book.evaluate(snapshot(90, 0))

        #expect(events.map(\.row.name) == ["load"])
        #expect(book.failures.keys.sorted() == ["odd", "throwing"])
        #expect(book.rows.map(\.value) == [nil, nil, 90])
    }

    @Test func twoRulesOfOneNameAreRefused() {
        #expect(throws: AlertRuleError.self) { try AlertBook(rules: [load(), load()]) }
        #expect(throws: AlertRuleError.self) { try AlertBook(rules: [load("No Name")]) }
    }

    @Test func anEventSaysHowTheAlertStands() throws {
        var book = try AlertBook(rules: [load()])

        let fired = try #require(book.evaluate(snapshot(90, 0)).first)
        _ = book.evaluate(snapshot(95, 10))
        let resolved = try #require(book.evaluate(snapshot(60, 20)).first)

        #expect(fired.kind == .fired && fired.row.phase == .firing && fired.evidence.map(\.text) == ["90.0"])
        #expect(resolved.kind == .resolved && resolved.worst == 95 && resolved.lasted == 20)
        #expect(resolved.row.value == 60)
    }

    @Test func whatCannotBeMeasuredFiresForTenMinutesMoreUnlessPostgresIsNotSeen() throws {
        var book = try AlertBook(rules: [load()])
        _ = book.evaluate(snapshot(90, 0))
        func unknown(_ seconds: Double, isBlind: Bool = false) -> MonitorSnapshot {
            MonitorSnapshot.healthy(seconds).with {
                $0.values = [:]
                if isBlind { $0.blindness = "away" }
            }
        }

        let blind = stride(from: 10.0, through: 3600, by: 10).flatMap { book.evaluate(unknown($0, isBlind: true)) }
        let early = stride(from: 3610.0, through: 4200, by: 10).flatMap { book.evaluate(unknown($0)) }
        let late = stride(from: 4210.0, through: 4300, by: 10).flatMap { book.evaluate(unknown($0)) }

        #expect(blind.filter { $0.kind == .resolved } == [])
        #expect(early.filter { $0.kind == .resolved } == [])
        #expect(late.map(\.kind) == [.resolved])
        #expect(book.rows.first?.phase != .firing)
    }

    @Test func aSilencedAlertIsEvaluatedAndToldWhenTheSilenceEnds() throws {
        var book = try AlertBook(rules: [load()])
        try book.silence("load", until: moment(100))

        #expect(book.evaluate(snapshot(90, 0)).isEmpty)
        #expect(book.rows.first?.phase == .firing && book.rows.first?.silencedUntil == moment(100))
        #expect(book.evaluate(snapshot(90, 99)).isEmpty)
        #expect(book.evaluate(snapshot(90, 100)).map(\.kind) == [.fired])
        #expect(book.rows.first?.silencedUntil == nil)
    }

    @Test func aSilenceCanBeEndedEarly() throws {
        var book = try AlertBook(rules: [load()])
        try book.silence("load", until: moment(100))
        _ = book.evaluate(snapshot(90, 0))

        try book.unsilence("load")

        #expect(book.evaluate(snapshot(90, 10)).map(\.kind) == [.fired])
    }

    @Test func silencingWhatIsNotThereNamesWhatIs() throws {
        var book = try AlertBook(rules: [load()])

        let error = #expect(throws: UnknownAlertError.self) { try book.silence("laod", until: moment(9)) }

        #expect(error?.known == ["load"])
    }

    @Test func aRestartNeitherFiresTwiceNorForgetsWhatIsOwed() throws {
        var before = try AlertBook(rules: [load("a"), load("b"), load("gone")])
        try before.silence("b", until: moment(1000))
        #expect(before.evaluate(snapshot(90, 0)).map(\.row.name) == ["a", "gone"])

        let saved = try MonitorJSON.decode(AlertBook.Saved.self, from: MonitorJSON.encode(before.saved))
        var after = try AlertBook(rules: [load("new"), load("a"), load("b")], saved: saved)

        #expect(after.evaluate(snapshot(90, 3600 * 2)).map(\.row.name) == ["new", "b"])
        #expect(after.evaluate(snapshot(60, 3600 * 2 + 10)).map(\.row.name) == ["new", "a", "b"])
        #expect(after.saved.states.keys.sorted() == ["a", "b", "new"])
    }

    @Test func evidenceIsBounded() throws {
        var book = try AlertBook(rules: [
            rule("load") { _ in
                AlertMeasurement(
                    90, evidence: (0..<50).map { Evidence(title: "\($0)", text: String(repeating: "x", count: 9999)) })
            }
        ])

        let event = try #require(book.evaluate(snapshot(0, 0)).first)

        #expect(event.evidence.count == AlertBook.mostEvidence)
        #expect(event.evidence.allSatisfy { $0.text.count <= 2000 })
    }
}
