import DequeModule
import NIOCore

extension CommandQueue {
    /// Places with about the same number stand near each other: numbers are given just before places.
    private static var neighbourhood: Int { 64 }

    /// Gives up every command of a call.
    mutating func giveUp(_ id: UInt64) -> [Given] {
        guard let first = places.first?.id else { return [] }
        // Numbers between may have no place any more: so no further than the places go.
        let guess = id >= first ? min(Int(clamping: id - first), places.count) : 0
        let near = max(0, guess - Self.neighbourhood)..<min(places.count, guess + Self.neighbourhood)
        let found = near.first { places[$0].id == id && places[$0].waiter != nil }
        guard let start = found ?? places.firstIndex(where: { $0.id == id && $0.waiter != nil }) else { return [] }
        var given: [Given] = []
        var index = start
        while index < places.count, places[index].id == id {
            if let one = giveUp(at: index) { given.append(one) }
            index += 1
        }
        return given
    }

    private mutating func giveUp(at index: Int) -> Given? {
        guard let waiter = places[index].waiter else { return nil }
        places[index].waiter = nil
        let wasSent = index < sent
        if !wasSent { withdrawn += 1 }
        return Given(waiter: waiter, wasSent: wasSent)
    }

    /// Gives up those whose deadline has passed. O(commands); called no more often than deadlines come.
    mutating func expire(at now: NIODeadline) -> [Given] {
        guard earliest <= now else { return [] }
        var given: [Given] = []
        var next = NIODeadline.distantFuture
        for index in places.indices where places[index].waiter != nil {
            let deadline = places[index].deadline
            if deadline <= now {
                if let one = giveUp(at: index) { given.append(one) }
            } else if deadline < next {
                next = deadline
            }
        }
        earliest = next
        if case .ready = phase {} else if withdrawn > 0 { removeWithdrawn() }
        return given
    }

    /// Whether the connection owes replies and has given none for too long.
    func isOverdue(at now: NIODeadline) -> Bool { owedSince.map { $0 + patience <= now } ?? false }

    /// When somebody has to look again, if nothing else happens.
    var nextLook: NIODeadline {
        min(earliest, owedSince.map { $0 + patience } ?? .distantFuture)
    }

    /// The connection is gone: so are the replies to all that was sent. What was not sent stays, unless it was for that
    /// connection alone.
    mutating func loseSent() -> [Given] {
        var lost = places.prefix(sent).compactMap { place in place.waiter.map { Given(waiter: $0, wasSent: true) } }
        places.removeFirst(sent)
        sent = 0
        owedSince = nil
        for index in places.indices where places[index].isBound {
            if let one = giveUp(at: index) { lost.append(one) }
        }
        if withdrawn > 0 { removeWithdrawn() }
        return lost
    }

    /// Gives up everything.
    mutating func loseAll() -> [Given] {
        var lost = loseSent()
        lost += places.compactMap { place in place.waiter.map { Given(waiter: $0, wasSent: false) } }
        places.removeAll()
        outgoing = ByteBuffer()
        withdrawn = 0
        earliest = .distantFuture
        return lost
    }

    /// Takes out of the outgoing bytes what was given up before it was sent.
    mutating func removeWithdrawn() {
        var kept = ByteBufferAllocator().buffer(capacity: outgoing.readableBytes)
        for place in places.dropFirst(sent) {
            guard var bytes = outgoing.readSlice(length: place.bytes) else { break }
            if place.waiter != nil { kept.writeBuffer(&bytes) }
        }
        let keptPlaces = places.dropFirst(sent).filter { $0.waiter != nil }
        places.removeLast(places.count - sent)
        places.append(contentsOf: keptPlaces)
        outgoing = kept
        withdrawn = 0
    }
}
