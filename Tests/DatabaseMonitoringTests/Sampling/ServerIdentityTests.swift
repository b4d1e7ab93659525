import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct ServerIdentityTests {
    private static let start = Date(timeIntervalSince1970: 1_000_000)

    private func identity(_ change: (inout ServerIdentity) -> Void = { _ in }) -> ServerIdentity {
        var identity = ServerIdentity(
            systemIdentifier: "7", timeline: 1, startedAt: Self.start, statisticsReset: nil,
            statementsReset: Self.start, isInRecovery: false, database: "shop")
        change(&identity)
        return identity
    }

    @Test func nothingHasHappened() { #expect(identity().changes(to: identity()) == []) }

    @Test func aRestartIsNoFailover() {
        #expect(identity().changes(to: identity { $0.startedAt += 60 }) == [.restart])
    }

    @Test func anotherSystemIsAFailoverWhateverElseDiffers() {
        let other = identity {
            $0.systemIdentifier = "8"
            $0.startedAt += 60
            $0.statisticsReset = Self.start
        }

        #expect(identity().changes(to: other) == [.failover])
    }

    @Test func aReplicaThatTookOverIsAFailoverAndThePromotionOfTheOneThatIsWatchedIsOne() {
        let replica = identity { $0.isInRecovery = true }

        let other = identity {
            $0.timeline = 2
            $0.startedAt += 60
        }
        #expect(identity().changes(to: other) == [.failover])
        // Said late by the one that was promoted.
        #expect(identity().changes(to: identity { $0.timeline = 2 }) == [])
        #expect(replica.changes(to: identity { $0.timeline = 2 }) == [.promotion])
        #expect(identity().changes(to: replica) == [.failover])
    }

    @Test func resetsAreToldApart() {
        #expect(identity().changes(to: identity { $0.statisticsReset = Self.start }) == [.statisticsReset])
        #expect(identity().changes(to: identity { $0.statementsReset = Self.start + 9 }) == [.statementsReset])
    }

    @Test func whatIsUnknownOnOneSideIsNoChange() {
        let hidden = identity {
            $0.systemIdentifier = nil
            $0.timeline = nil
            $0.statementsReset = nil
        }

        #expect(identity().changes(to: hidden) == [])
        #expect(hidden.changes(to: identity()) == [])
    }
}
