import NIOCore
import Testing

@testable import BookedBarberServer

@Suite struct ConnectionStateTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var state = ConnectionState(readTime: .seconds(15), drainTime: .milliseconds(500))

    private func after(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    @Test mutating func `A head that doesn't become complete is answered 408`() {
        #expect(state.bytesArrived(now: start) == .schedule(after(15)))
        #expect(state.bytesArrived(now: after(10)) == .none)

        #expect(state.timerFired(now: after(15)) == .answerTimeout)
        #expect(state.isClosing)
    }

    @Test mutating func `A body that doesn't end fails for its reader`() {
        _ = state.bytesArrived(now: start)
        _ = state.headArrived(now: start)

        #expect(state.timerFired(now: after(15)) == .failReading)
    }

    @Test mutating func `One timer serves many requests`() {
        #expect(state.bytesArrived(now: start) == .schedule(after(15)))
        for second in Int64(1)..<15 {
            _ = state.headArrived(now: after(second))
            state.endArrived()
            _ = state.answerBegins(saysClose: false)
            #expect(state.answerEnded(now: after(second)).timer == .none)
            #expect(state.bytesArrived(now: after(second)) == .none)
        }

        #expect(state.timerFired(now: after(15)) == .schedule(after(29)))
    }

    @Test mutating func `A finished request lets the timer run out`() {
        _ = state.bytesArrived(now: start)
        _ = state.headArrived(now: start)
        state.endArrived()

        #expect(state.timerFired(now: after(15)) == .none)
    }

    @Test mutating func `A slow head behind a request waits for that request's answer, which is the last`() {
        _ = state.bytesArrived(now: start)
        _ = state.headArrived(now: start)
        state.endArrived()
        _ = state.bytesArrived(now: start)

        #expect(state.timerFired(now: after(15)) == .none)
        #expect(state.answerBegins(saysClose: false) == true)
        #expect(state.answerEnded(now: after(16)).closes)
    }

    @Test mutating func `An idle connection is closed a moment after shutdown has begun`() {
        #expect(state.drain(now: start) == .schedule(start + .milliseconds(500)))
        #expect(state.drain(now: start) == .none)

        #expect(state.timerFired(now: start + .milliseconds(500)) == .close)
    }

    @Test mutating func `A request that comes within that moment is answered, with goodbye`() {
        _ = state.drain(now: start)
        _ = state.bytesArrived(now: start)
        _ = state.headArrived(now: start)
        state.endArrived()

        #expect(state.timerFired(now: after(1)) != .close)
        #expect(state.answerBegins(saysClose: false) == true)
        #expect(state.answerEnded(now: after(2)).closes)
    }

    @Test mutating func `A request that has half arrived is waited for`() {
        _ = state.bytesArrived(now: start)
        _ = state.drain(now: start)

        #expect(state.timerFired(now: after(1)) != .close)
        _ = state.headArrived(now: after(1))
        state.endArrived()
        #expect(state.answerBegins(saysClose: false) == true)
    }

    @Test mutating func `Requests sent behind each other are all answered before the connection ends`() {
        for _ in 0..<3 {
            _ = state.bytesArrived(now: start)
            _ = state.headArrived(now: start)
            state.endArrived()
        }
        _ = state.drain(now: start)

        #expect(state.answerBegins(saysClose: false) == false)
        #expect(!state.answerEnded(now: start).closes)
        #expect(state.answerBegins(saysClose: false) == false)
        #expect(!state.answerEnded(now: start).closes)
        #expect(state.answerBegins(saysClose: false) == true)
        #expect(state.answerEnded(now: start).closes)
    }

    @Test mutating func `An answer that says close is the last`() {
        _ = state.headArrived(now: start)

        #expect(state.answerBegins(saysClose: true) == true)
        #expect(state.answerEnded(now: start).closes)
    }
}
