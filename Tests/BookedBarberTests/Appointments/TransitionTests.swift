import Foundation
import Testing

@testable import BookedBarber

@Suite struct TransitionTests {
    private let start = utc("2026-11-24T15:00:00Z")
    private var before: Date { start - 60 }
    private var after: Date { start + 60 }

    /// Every change that is possible; whatever is not in it is refused.
    private static func expected(
        _ status: AppointmentStatus, _ action: AppointmentAction, _ relation: Relation, hasBegun: Bool
    ) -> AppointmentStatus? {
        let staff = relation != .client
        return switch (status, action) {
        case (.pending, .confirm): staff ? .confirmed : nil
        case (.confirmed, .start): staff ? .inProgress : nil
        case (.inProgress, .complete): staff ? .completed : nil
        case (.confirmed, .markNoShow): staff && hasBegun ? .noShow : nil
        case (.pending, .cancel), (.confirmed, .cancel): staff || !hasBegun ? .cancelled : nil
        case (.inProgress, .cancel): staff ? .cancelled : nil
        case (.pending, .reschedule): staff || !hasBegun ? .pending : nil
        case (.confirmed, .reschedule): staff ? .confirmed : (hasBegun ? nil : .pending)
        default: nil
        }
    }

    @Test(arguments: AppointmentStatus.allCases, AppointmentAction.allCases)
    func statusActionRelationAndTimeDecideTogether(
        status: AppointmentStatus, action: AppointmentAction
    ) {
        for relation in Relation.allCases {
            for now in [before, after] {
                let result = try? status.after(action, by: relation, startsAt: start, now: now)
                let expected = Self.expected(status, action, relation, hasBegun: now >= start)
                #expect(result == expected, "\(status) \(action) by \(relation) at \(now)")
            }
        }
    }

    @Test(arguments: [AppointmentAction.confirm, .start, .complete, .markNoShow])
    func aClientWhoDoesTheStaffsWorkIsToldSo(action: AppointmentAction) async {
        await refused(.notAllowed) {
            try AppointmentStatus.pending.after(action, by: .client, startsAt: start, now: before)
        }
    }

    @Test(arguments: [AppointmentStatus.completed, .cancelled, .noShow], AppointmentAction.allCases)
    func whatIsOverStaysOver(status: AppointmentStatus, action: AppointmentAction) async {
        await refused(.wrongStatus) {
            try status.after(action, by: .owner, startsAt: start, now: before)
        }
    }

    @Test func theExactStartCountsAsBegun() async {
        await refused(.wrongStatus) {
            try AppointmentStatus.confirmed.after(.cancel, by: .client, startsAt: start, now: start)
        }
        #expect(
            (try? AppointmentStatus.confirmed.after(.markNoShow, by: .barber, startsAt: start, now: start)) == .noShow)
    }

    @Test func aRefusalSaysWhatCannotBeDone() {
        let refusal = #expect(throws: DomainError.self) {
            try AppointmentStatus.noShow.after(.cancel, by: .owner, startsAt: start, now: after)
        }

        #expect(refusal?.message == "An appointment that is no show cannot be cancelled.")
    }

    @Test func onlyWhatIsStillToBeServedHoldsTime() {
        #expect(AppointmentStatus.allCases.filter(\.holdsTime) == [.pending, .confirmed, .inProgress])
    }
}
