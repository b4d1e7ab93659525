import Postgres

extension PoolState {
    /// Refuses new acquires, closes what is idle, and lets those who wait and those who hold a connection finish. What
    /// is left at the deadline is closed and refused. `drained` follows when all is closed.
    mutating func shutDown(by deadline: Instant, at now: Instant) {
        if let begun = closing {
            closing?.deadline = min(begun.deadline, deadline)
            if begun.isDrained { actions.append(.drained) } else { schedule(deadline) }
            return
        }
        closing = Closing(deadline: deadline)
        replacements = 0
        for index in idle { close(index, .shutdown, at: now) }
        schedule(deadline)
        endIfDrained(at: now)
    }

    mutating func closeEverything(at now: Instant) {
        while let (key, _) = waiters.popFirst() {
            totals.refused += 1
            actions.append(.refuse(key, .closed))
        }
        abandonConnects(at: now)
        for index in slots.indices {
            switch slots[index].phase {
            case .leased, .validating, .cleaning, .idle: close(index, .shutdown, at: now)
            case .free, .connecting, .closing: break
            }
        }
        endIfDrained(at: now)
    }

    private mutating func abandonConnects(at now: Instant) {
        for index in slots.indices where slots[index].phase == .connecting {
            actions.append(.abandon(key(index)))
            vacate(index, at: now)
        }
    }

    mutating func endIfDrained(at now: Instant) {
        guard closing != nil, closing?.isDrained == false, waiters.isEmpty else { return }
        if counts.connecting > 0 { abandonConnects(at: now) }
        guard total == 0 else { return }
        closing?.isDrained = true
        actions.append(.drained)
    }
}
