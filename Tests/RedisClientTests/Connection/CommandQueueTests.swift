import NIOCore
import Testing

@testable import RedisClient

@Suite struct CommandQueueTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func queue(_ adjust: (inout RedisLimits) -> Void = { _ in }) -> CommandQueue<Int> {
        var limits = RedisLimits()
        adjust(&limits)
        var queue = CommandQueue<Int>(limits: limits, patience: .seconds(2))
        queue.phase = .ready
        return queue
    }

    private func add(_ id: UInt64, to queue: inout CommandQueue<Int>, in time: TimeAmount = .seconds(1)) throws {
        _ = try queue.append(
            id, deadline: start + time, waiter: { _ in Int(id) }, encode: { $1.writeString("<\(id)>") })
    }

    private func answered(_ count: Int, of queue: inout CommandQueue<Int>) -> [Int?] {
        var waiters: [Int?] = []
        #expect(queue.takeAnswered(count, into: &waiters, at: start))
        return waiters
    }

    private func sent(_ queue: inout CommandQueue<Int>) -> String? {
        queue.takeOutgoing(at: start).map { String(buffer: $0) }
    }

    @Test func repliesGoToCommandsInTheirOrder() throws {
        var queue = queue()
        for id in 1...3 { try add(UInt64(id), to: &queue) }

        #expect(sent(&queue) == "<1><2><3>")
        #expect(answered(2, of: &queue) == [1, 2])
        #expect(answered(1, of: &queue) == [3])
    }

    @Test func aReplyNobodyAskedForIsSeen() throws {
        var queue = queue()
        try add(1, to: &queue)
        var waiters: [Int?] = []

        #expect(!queue.takeAnswered(1, into: &waiters, at: start))
    }

    @Test func theLoopIsAskedOnceForManyCommands() throws {
        var queue = queue()

        #expect(try queue.append(1, deadline: start, waiter: { _ in 1 }, encode: { $1.writeString("a") }))
        #expect(try !queue.append(2, deadline: start, waiter: { _ in 2 }, encode: { $1.writeString("b") }))
    }

    @Test func whileManyRepliesAreOwedCommandsAreCollected() throws {
        var queue = queue()
        for id in 1...40 { try add(UInt64(id), to: &queue) }
        _ = sent(&queue)

        for id in 41...79 { try add(UInt64(id), to: &queue) }
        #expect(sent(&queue) == nil)
        try add(80, to: &queue)
        #expect(sent(&queue)?.hasPrefix("<41><42>") == true)

        try add(81, to: &queue)
        #expect(sent(&queue) == nil)
        #expect(answered(65, of: &queue).count == 65)
        #expect(sent(&queue) == "<81>")
    }

    @Test func whatWasSentAndIsGivenUpKeepsItsPlace() throws {
        var queue = queue()
        for id in 1...3 { try add(UInt64(id), to: &queue) }
        _ = sent(&queue)

        let given = queue.giveUp(2)

        #expect(given.map(\.waiter) == [2] && given[0].wasSent)
        #expect(queue.giveUp(2).isEmpty)
        #expect(answered(3, of: &queue) == [1, nil, 3])
    }

    @Test func whatWasNotSentAndIsGivenUpIsNeverSent() throws {
        var queue = queue()
        for id in 1...3 { try add(UInt64(id), to: &queue) }

        let given = queue.giveUp(2)

        #expect(given.map(\.wasSent) == [false])
        #expect(sent(&queue) == "<1><3>")
        #expect(answered(2, of: &queue) == [1, 3])
    }

    /// Those between were given up before they were sent.
    @Test func aCommandIsFoundFarFromWhereItsNumberWouldBe() throws {
        var queue = queue()
        for id in [1, 1000] as [UInt64] { try add(id, to: &queue) }

        #expect(queue.giveUp(1000).map(\.waiter) == [1000])
        #expect(queue.giveUp(1).map(\.waiter) == [1])
    }

    @Test func deadlinesAreKeptWhateverTheirOrder() throws {
        var queue = queue()
        try add(1, to: &queue, in: .seconds(3))
        try add(2, to: &queue, in: .milliseconds(50))
        try add(3, to: &queue, in: .seconds(1))
        _ = sent(&queue)

        #expect(queue.nextLook == start + .milliseconds(50))
        #expect(queue.expire(at: start + .milliseconds(49)).isEmpty)
        #expect(queue.expire(at: start + .milliseconds(50)).map(\.waiter) == [2])
        #expect(queue.nextLook == start + .seconds(1))
        #expect(queue.expire(at: start + .seconds(5)).map(\.waiter) == [1, 3])
    }

    @Test func lateCommandsThatWaitForAConnectionAreForgotten() throws {
        var queue = queue()
        queue.phase = .waiting
        try add(1, to: &queue, in: .milliseconds(50))
        try add(2, to: &queue)

        #expect(queue.expire(at: start + .milliseconds(60)).map(\.wasSent) == [false])
        #expect(sent(&queue) == nil)
        queue.phase = .ready
        #expect(sent(&queue) == "<2>")
    }

    @Test func aLostConnectionTakesWhatWasSentAndLeavesTheRest() throws {
        var queue = queue()
        try add(1, to: &queue)
        try add(2, to: &queue)
        _ = sent(&queue)
        _ = queue.giveUp(1)
        try add(3, to: &queue)

        #expect(queue.loseSent().map(\.waiter) == [2])
        #expect(sent(&queue) == "<3>")
        #expect(answered(1, of: &queue) == [3])
    }

    @Test func aConnectionThatOwesForTooLongIsSeen() throws {
        var queue = queue()
        try add(1, to: &queue)
        try add(2, to: &queue)
        #expect(!queue.isOverdue(at: start + .seconds(9)))
        _ = sent(&queue)

        #expect(!queue.isOverdue(at: start + .milliseconds(1999)))
        #expect(queue.isOverdue(at: start + .seconds(2)))
        _ = answered(2, of: &queue)
        #expect(!queue.isOverdue(at: start + .seconds(9)))
    }

    @Test func itHoldsNoMoreCommandsThanItMay() throws {
        var queue = queue { $0.commands = 2 }
        try add(1, to: &queue)
        try add(2, to: &queue)

        #expect(throws: CommandFailure.self) { try add(3, to: &queue) }
        _ = sent(&queue)
        _ = queue.giveUp(1)
        #expect(throws: CommandFailure.self) { try add(3, to: &queue) }
        _ = answered(1, of: &queue)
        try add(3, to: &queue)
    }

    @Test func itHoldsNoMoreBytesThanItMay() throws {
        var queue = queue { $0.outgoingBytes = 1024 }
        try add(1, to: &queue)

        #expect(throws: CommandFailure.self) {
            try queue.append(
                2, deadline: start, count: 3, waiter: { _ in 2 }, encode: { $1.writeRepeatingByte(1, count: 400) })
        }
        #expect(sent(&queue) == "<1>")
        #expect(queue.places.count == 1)
    }

    @Test func commandsOfACallStayTogetherAndEndTogether() throws {
        var queue = queue()
        try add(1, to: &queue)
        _ = try queue.append(2, deadline: start, count: 3, waiter: { 20 + $0 }, encode: { $1.writeString("[\($0)]") })
        try add(3, to: &queue)

        #expect(queue.giveUp(2).map(\.waiter) == [20, 21, 22])
        #expect(sent(&queue) == "<1><3>")
    }

    private func takenByCaller(_ queue: inout CommandQueue<Int>) -> String? {
        queue.takeForCaller(1, at: start).map { String(buffer: $0) }
    }

    @Test func aCallerWritesALoneCommandAndNobodyElseMeanwhile() throws {
        var queue = queue()
        queue.armedFor = start + .milliseconds(500)
        try add(1, to: &queue)
        #expect(takenByCaller(&queue) == "<1>")

        try add(2, to: &queue)
        #expect(sent(&queue) == nil)
        #expect(takenByCaller(&queue) == nil)
        #expect(answered(1, of: &queue) == [1])
        #expect(sent(&queue) == nil)

        queue.isAttended = false
        let asks = queue.callerHasWritten()
        #expect(asks)
        #expect(sent(&queue) == "<2>")
    }

    @Test func aCallerDoesNotWriteForOthersNorPastThem() throws {
        var queue = queue()
        queue.armedFor = start
        try add(1, to: &queue)
        try add(2, to: &queue)
        #expect(takenByCaller(&queue) == nil)
        _ = sent(&queue)
        try add(3, to: &queue)
        #expect(takenByCaller(&queue) == nil)
        // Many replies came together: so will commands.
        _ = answered(2, of: &queue)
        #expect(takenByCaller(&queue) == nil)
    }

    @Test func aCallerLeavesItToTheLoopWhenADeadlineHasToBeWatched() throws {
        var queue = queue()
        try add(1, to: &queue)
        #expect(takenByCaller(&queue) == nil)
        queue.armedFor = start + .seconds(1)
        #expect(takenByCaller(&queue) != nil)
    }

    @Test func aCallerWritesNothingWithoutAConnectionThatTakesIt() throws {
        var queue = queue()
        queue.armedFor = start
        for phase in [CommandQueue<Int>.Phase.waiting, .leaving] {
            queue.phase = phase
            try add(1, to: &queue)
            #expect(takenByCaller(&queue) == nil)
            _ = queue.loseAll()
        }
    }

    @Test func inAnOutageCommandsFailAtOnce() throws {
        var queue = queue()
        queue.phase = .unreachable(RedisError(.connectFailed, "down"))

        #expect(throws: CommandFailure.self) { try add(1, to: &queue) }
    }
}
