import RedisClient
import Testing

@testable import QueryCaching

@Suite struct RemoteEventsTests {
    private let verification = Verification(isAlone: false)

    private var events: RemoteEvents {
        RemoteEvents(
            names: RemoteNames(prefix: "cache:"), trust: RemoteTrust(threshold: 3),
            generations: GenerationTable(places: 16), verification: verification, counts: RemoteCounts(nil),
            clock: .system, wake: {})
    }

    @Test func fromTheMomentAConnectionIsLostNothingIsVerified() {
        let epoch = verification.currentEpoch
        verification.verified(epoch: epoch, until: .max)
        #expect(verification.covers(epoch, at: 0))

        events.handle(.disconnected(RedisError(.connectionLost, "It is gone.")))

        #expect(!verification.isVerified(at: 0))
        #expect(verification.currentEpoch != epoch)
    }
}
