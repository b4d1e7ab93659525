import Postgres

extension PoolState {
    /// A borrower is done. Without effect if the connection has gone meanwhile.
    mutating func release(_ lease: LeaseKey, _ condition: ReturnCondition, at now: Instant) {
        guard isCurrent(lease) else { return }
        let index = lease.slot
        lastProgress = now
        totals.useNanoseconds &+= now.nanoseconds(since: slots[index].since)
        switch condition {
        case .clean: takeBack(index, at: now)
        case .dirty:
            move(index, to: .cleaning, at: now)
            slots[index].deadline = now + limits.cleaningTimeout
            schedule(now + limits.cleaningTimeout)
            actions.append(.clean(key(index)))
        case .broken:
            suspectUntil = now
            close(index, .broken, at: now)
            fill(at: now)
        }
    }

    /// What the last borrower left is undone, or could not be.
    mutating func cleaned(_ key: ConnectionKey, succeeded: Bool, at now: Instant) {
        guard isCurrent(key, .cleaning) else { return }
        if succeeded {
            takeBack(key.slot, at: now)
        } else {
            close(key.slot, .broken, at: now)
            fill(at: now)
        }
    }

    private mutating func takeBack(_ index: Int, at now: Instant) {
        guard slots[index].expiresAt <= now, mayRecycle(at: now) else { return offer(index, at: now) }
        if closing == nil, total - counts.closing <= limits.size { replacements += 1 }
        close(index, .recycled, at: now)
        fill(at: now)
    }

    /// Lends a connection that nobody has to the first in line, or keeps it, or closes it if it is one too many.
    mutating func offer(_ index: Int, at now: Instant) {
        if let (key, waiter) = waiters.popFirst() {
            lastProgress = now
            totals.waited += 1
            totals.waitNanoseconds &+= now.nanoseconds(since: waiter.since)
            actions.append(.grant(key, lend(index, to: waiter.site, at: now)))
        } else if closing != nil {
            close(index, .shutdown, at: now)
        } else if total - counts.closing > limits.size {
            close(index, .overflow, at: now)
        } else {
            move(index, to: .idle, at: now)
            idle.append(index)
            schedule(slots[index].expiresAt)
        }
    }
}
