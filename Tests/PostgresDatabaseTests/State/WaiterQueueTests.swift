import Testing

@testable import PostgresDatabase

@Suite struct WaiterQueueTests {
    private func waiter(_ ticket: UInt64) -> Waiter {
        Waiter(ticket: ticket, site: CallSite("", 0), since: .now, deadline: .now, holds: [])
    }

    private func tickets(_ queue: WaiterQueue) -> [UInt64] { queue.map(\.waiter.ticket) }

    @Test func firstComeFirstServed() {
        var queue = WaiterQueue()
        for ticket in 1...3 { _ = queue.insert(waiter(UInt64(ticket))) }

        #expect(queue.popFirst()?.1.ticket == 1)
        #expect(queue.popFirst()?.1.ticket == 2)
        #expect(queue.popFirst()?.1.ticket == 3)
        #expect(queue.popFirst() == nil)
        #expect(queue.isEmpty)
    }

    @Test(arguments: 1...3) func oneMayLeaveFromAnywhere(leaving: Int) {
        var queue = WaiterQueue()
        let keys = (1...3).map { queue.insert(waiter(UInt64($0))) }

        #expect(queue.remove(keys[leaving - 1])?.ticket == UInt64(leaving))

        #expect(queue.remove(keys[leaving - 1]) == nil)
        #expect(tickets(queue) == [1, 2, 3].filter { $0 != leaving })
        #expect(queue.count == 2)
    }

    @Test func anOldTicketGoesToItsOldPlace() {
        var queue = WaiterQueue()
        for ticket in [2, 4, 6] as [UInt64] { _ = queue.insert(waiter(ticket)) }

        for ticket in [1, 5, 3, 7] as [UInt64] { _ = queue.insert(waiter(ticket)) }

        #expect(tickets(queue) == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func aPlaceThatIsUsedAgainIsAnotherWaiters() {
        var queue = WaiterQueue()
        let first = queue.insert(waiter(1))
        _ = queue.remove(first)
        let second = queue.insert(waiter(2))

        #expect(first.place == second.place)
        #expect(queue.remove(first) == nil)
        #expect(tickets(queue) == [2])
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func itBehavesAsASortedListDoes(seed: UInt64) {
        var generator = JitterGenerator(seed: seed)
        var queue = WaiterQueue()
        var model: [UInt64: WaiterKey] = [:]
        var left: [UInt64] = []
        var next: UInt64 = 1

        for step in 0..<5000 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                model[next] = queue.insert(waiter(next))
                next += 1
            case 5..<7:
                let popped = queue.popFirst()?.1.ticket
                #expect(popped == model.keys.min(), "seed \(seed), step \(step)")
                if let popped { model[popped] = nil }
            case 7..<9:
                guard let ticket = model.keys.sorted().randomElement(using: &generator), let key = model[ticket]
                else { continue }
                #expect(queue.remove(key)?.ticket == ticket, "seed \(seed), step \(step)")
                model[ticket] = nil
                left.append(ticket)
            default:
                guard let ticket = left.popLast() else { continue }
                model[ticket] = queue.insert(waiter(ticket))
            }
            #expect(queue.count == model.count, "seed \(seed), step \(step)")
        }
        #expect(tickets(queue) == model.keys.sorted())
    }
}
