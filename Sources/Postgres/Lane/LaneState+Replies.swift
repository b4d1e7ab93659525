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
        guard let entry = sent.popFirst() else { throw Mismatch() }
        guard !entry.isAbandoned else { return nil }
        wanted -= 1
        return entry.rider
    }

    /// The next rider was not executed, because of an error before it: it goes out again.
    package mutating func aborted() throws(Mismatch) {
        guard !syncsEach else { throw Mismatch() }
        try repeatNext()
    }

    /// The next rider was not executed, for a reason that doesn't hold a second time.
    package mutating func repeatNext() throws(Mismatch) {
        guard let rider = try answered() else { return }
        again.append(rider)
    }

    /// A Sync was answered.
    ///
    /// - Returns: whether it was the batch's last.
    package mutating func synced() throws(Mismatch) -> Bool {
        guard syncs > 0 else { throw Mismatch() }
        syncs -= 1
        guard sent.count == (syncsEach ? syncs : 0) else { throw Mismatch() }
        return syncs == 0
    }
}
