import DequeModule

extension LaneState {
    /// The replies don't fit what was sent: none of them can be trusted.
    package struct Mismatch: Error {}

    /// Whose reply comes next.
    package var next: Rider? { sent.first?.rider }

    /// A result or an error has come for the next rider.
    ///
    /// - Returns: nil when nobody waits for it any longer.
    package mutating func answered() throws(Mismatch) -> Rider? {
        guard let entry = takeNext() else { throw Mismatch() }
        return entry.isAbandoned ? nil : entry.rider
    }

    /// The next rider is answered, whether or not somebody still waits for it.
    ///
    /// - Returns: nil when no rider is to be answered.
    mutating func takeNext() -> Entry? {
        guard let riders = flights.first?.riders, riders > 0, let entry = sent.popFirst() else { return nil }
        flights[0].riders -= 1
        if !entry.isAbandoned { wanted -= 1 }
        return entry
    }

    /// The next rider was not executed, because of an error before it: it goes out again.
    package mutating func aborted() throws(Mismatch) {
        guard flights.first?.syncsEach == false else { throw Mismatch() }
        try repeatNext()
    }

    /// The next rider was not executed, for a reason that doesn't hold a second time.
    package mutating func repeatNext() throws(Mismatch) {
        guard let rider = try answered() else { return }
        again.append(rider)
    }

    /// A Sync was answered.
    ///
    /// - Returns: how long the server was at the batch, if this was its last.
    package mutating func synced(at now: Instant) throws(Mismatch) -> Duration? {
        guard var flight = flights.first, flight.syncs > 0 else { throw Mismatch() }
        flight.syncs -= 1
        guard flight.riders == (flight.syncsEach ? flight.syncs : 0) else { throw Mismatch() }
        flights[0] = flight
        guard flight.syncs == 0 else { return nil }
        flights.removeFirst()
        if !flights.isEmpty { flights[0].began = now }
        return now - flight.began
    }
}
