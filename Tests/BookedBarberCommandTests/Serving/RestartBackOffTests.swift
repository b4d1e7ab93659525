import Testing

@testable import BookedBarberCommand

@Suite("Starting a dead server again")
struct RestartBackOffTests {
    @Test("comes at once, then after longer and longer pauses, up to ten seconds")
    func pauses() {
        var backOff = RestartBackOff()

        let pauses = (0..<9).map { _ in backOff.pause(afterRunning: .zero) }

        #expect(pauses == [0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000].map { .milliseconds($0) })
    }

    @Test("never overflows, however often it dies")
    func many() {
        var backOff = RestartBackOff()

        for _ in 0..<10_000 { #expect(backOff.pause(afterRunning: .zero) <= RestartBackOff.longest) }
    }

    @Test("begins anew after a server that ran for a minute")
    func healthy() {
        var backOff = RestartBackOff()
        for _ in 0..<5 { _ = backOff.pause(afterRunning: .zero) }

        #expect(backOff.pause(afterRunning: .seconds(59)) > .zero)
        #expect(backOff.pause(afterRunning: .seconds(60)) == .zero)
        #expect(backOff.pause(afterRunning: .zero) == .milliseconds(250))
    }
}
