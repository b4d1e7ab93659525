import Testing

@testable import DatabaseMonitoring

@Suite struct PendingAlertTests {
    private func merged(_ kinds: AlertEvent.Kind...) -> PendingAlert {
        let all = kinds.enumerated().map { PendingAlert(.of($1, at: Double($0))) }
        return all.dropFirst().reduce(all[0]) { $0.followed(by: $1) }
    }

    @Test func whatFiredAndWasResolvedIsToldInOneMessage() {
        let alert = merged(.fired, .resolved)

        #expect(alert.event.kind == .resolved)
        #expect(alert.untold == [PendingAlert.Step(kind: .fired, time: moment(0))])
    }

    @Test func anUpdateOfWhatNobodyKnowsToFireIsAFiring() {
        #expect(merged(.fired, .updated).event.kind == .fired)
        #expect(merged(.fired, .reminded, .updated).event.kind == .fired)
        #expect(merged(.updated, .reminded).event.kind == .updated)
        #expect(merged(.fired, .updated).untold.isEmpty)
        #expect(merged(.fired, .updated).event.time == moment(1))
    }

    @Test func theLastStepsAreKept() {
        let alert = merged(.resolved, .fired, .resolved, .fired, .resolved, .fired, .resolved, .fired, .resolved)

        #expect(alert.untold.count == PendingAlert.mostUntold)
        #expect(alert.untold.last == PendingAlert.Step(kind: .fired, time: moment(7)))
    }

    /// Two at a time or one after the other.
    @Test func mergingDoesNotDependOnHowItIsGrouped() {
        let all: [AlertEvent.Kind] = [.fired, .updated, .resolved, .fired, .reminded, .resolved]
        let alerts = all.enumerated().map { PendingAlert(.of($1, at: Double($0))) }
        let whole = alerts.dropFirst().reduce(alerts[0]) { $0.followed(by: $1) }
        for cut in 1..<alerts.count {
            let left = alerts[..<cut].dropFirst().reduce(alerts[0]) { $0.followed(by: $1) }
            let right = alerts[cut...].dropFirst().reduce(alerts[cut]) { $0.followed(by: $1) }

            #expect(left.followed(by: right).event.kind == whole.event.kind)
            #expect(left.followed(by: right).event.time == whole.event.time)
        }
    }

    @Test func theTextSaysWhatWasMissed() {
        let text = AlertText(pending: merged(.fired, .resolved)).course { "\($0.timeIntervalSince(moment(0)))" }

        #expect(text == "From 0.0 to 1.0. Before this could be sent: fired 0.0.")
    }
}
