import DequeModule

/// Who has a slot, who waits, and whose patience has run out. Decides only; ``WorkSlots`` does the waiting.
struct WaitingLine {
    enum Arrival: Equatable { case enters, waits, full }

    private let slots: Int
    private let waitingLimit: Int
    private let patience: Duration
    private var taken = 0
    private var waiting: Deque<(id: UInt64, since: ContinuousClock.Instant)> = []

    init(slots: Int, waitingLimit: Int, patience: Duration) {
        precondition(slots > 0 && waitingLimit >= 0, "work needs a slot")
        self.slots = slots
        self.waitingLimit = waitingLimit
        self.patience = patience
    }

    mutating func arrive(_ id: UInt64, at now: ContinuousClock.Instant) -> Arrival {
        if taken < slots {
            taken += 1
            return .enters
        }
        guard waiting.count < waitingLimit else { return .full }
        waiting.append((id, now))
        return .waits
    }

    /// A slot has become free: it goes to the first who still wants it.
    mutating func leave(at now: ContinuousClock.Instant) -> (next: UInt64?, expired: [UInt64]) {
        var expired: [UInt64] = []
        while let first = waiting.popFirst() {
            if now - first.since <= patience { return (first.id, expired) }
            expired.append(first.id)
        }
        taken -= 1
        return (nil, expired)
    }

    /// Somebody who waits goes away.
    /// - Returns: whether they were waiting.
    mutating func abandon(_ id: UInt64) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return false }
        waiting.remove(at: index)
        return true
    }
}
