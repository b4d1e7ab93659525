import Testing

@testable import BookedBarber

@Suite struct WaitingLineTests {
    private let start = ContinuousClock.now
    private var line = WaitingLine(slots: 2, waitingLimit: 2, patience: .seconds(10))

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test mutating func asManyEnterAsThereAreSlotsThenAsManyWaitAsMay() {
        let arrivals = (1...5).map { line.arrive($0, at: start) }
        #expect(arrivals == [.enters, .enters, .waits, .waits, .full])
    }

    @Test mutating func aSlotGoesToWhoWaitsLongest() {
        for id in 1...4 { _ = line.arrive(UInt64(id), at: start) }

        let first = line.leave(at: at(1))
        #expect(first.next == 3)
        let second = line.leave(at: at(1))
        #expect(second.next == 4)
        let third = line.leave(at: at(1))
        #expect(third.next == nil)
    }

    @Test mutating func aSlotThatNobodyWantsIsFreeAgain() {
        _ = line.arrive(1, at: start)
        _ = line.arrive(2, at: start)
        _ = line.leave(at: at(1))

        let entering = line.arrive(3, at: at(1))
        #expect(entering == .enters)
        let waiting = line.arrive(4, at: at(1))
        #expect(waiting == .waits)
    }

    @Test mutating func whoHasWaitedTooLongIsPassedOverAndTold() {
        for id in 1...3 { _ = line.arrive(UInt64(id), at: start) }
        _ = line.arrive(4, at: at(5))
        let turn = line.leave(at: at(11))

        #expect(turn.expired == [3])
        #expect(turn.next == 4)
    }

    @Test mutating func whenAllHaveWaitedTooLongTheSlotIsFree() {
        for id in 1...4 { _ = line.arrive(UInt64(id), at: start) }
        let turn = line.leave(at: at(11))

        #expect(turn.expired == [3, 4] && turn.next == nil)
        let entering = line.arrive(5, at: at(11))
        #expect(entering == .enters)
    }

    @Test mutating func whoGoesAwayMakesRoom() {
        for id in 1...4 { _ = line.arrive(UInt64(id), at: start) }

        let wasWaiting = line.abandon(3)
        #expect(wasWaiting)
        let isWaitingStill = line.abandon(3)
        #expect(!isWaitingStill)
        let newcomer = line.arrive(5, at: start)
        #expect(newcomer == .waits)
        let turn = line.leave(at: start)
        #expect(turn.next == 4)
    }

    @Test mutating func whoIsInsideCannotAbandonTheLine() {
        _ = line.arrive(1, at: start)

        let wasWaiting = line.abandon(1)
        #expect(!wasWaiting)
    }
}
