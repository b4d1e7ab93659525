import Postgres

extension PoolState {
    /// Nobody can be served: the server refuses connections, and none is left.
    var isUnreachable: Bool { outage.isEstablished && outage.isTotal && live == 0 }

    /// Opens connections, as many as are wanted and allowed.
    mutating func fill(at now: Instant) {
        while wantsConnection(at: now), let index = free.popLast() {
            move(index, to: .connecting, at: now)
            actions.append(.connect(key(index)))
        }
        endIfDrained(at: now)
    }

    private mutating func wantsConnection(at now: Instant) -> Bool {
        guard !free.isEmpty else { return false }
        // While the server is down, one attempt after the other tells when it is back, whether anybody waits or not.
        let isProbing = !outage.isOver && live == 0 && closing == nil
        let wanted = max(waiters.count, closing == nil ? replacements : 0, isProbing ? 1 : 0)
        let allowed = outage.isOver ? limits.connectsAtOnce : 1
        guard counts.connecting < min(wanted, allowed) else { return false }
        if let retryAt = outage.retryAt, now < retryAt {
            schedule(retryAt)
            return false
        }
        guard total >= limits.size else { return true }
        guard let first = waiters.first else { return replacements > 0 }
        let patient = first.since + limits.overflowPatience
        if now < patient { schedule(patient) }
        return now >= patient
    }

    /// - Returns: false when nobody wants it any longer: the caller closes it.
    mutating func connected(_ key: ConnectionKey, at now: Instant) -> Bool {
        guard isCurrent(key, .connecting) else { return false }
        if outage.isEstablished { actions.append(.reachable) }
        outage.end()
        totals.opened += 1
        replacements = max(0, replacements - 1)
        let index = key.slot
        let jitter = limits.lifetimeJitter
        slots[index].openedAt = now
        slots[index].expiresAt =
            now + limits.lifetime * (jitter > 0 ? Double.random(in: (1 - jitter)...(1 + jitter), using: &generator) : 1)
        if let old = slots[index].replaces {
            slots[index].replaces = nil
            if isCurrent(old, .idle) { close(old.slot, .recycled, at: now) }
        }
        offer(index, at: now)
        fill(at: now)
        recycleIdle(at: now)
        return true
    }

    mutating func connectFailed(_ key: ConnectionKey, _ fault: ConnectFault, at now: Instant) {
        guard isCurrent(key, .connecting) else { return }
        let wasEstablished = outage.isEstablished
        outage.record(fault, began: slots[key.slot].since, at: now, using: &generator)
        totals.connectFailures += 1
        // Recycled connections are replaced when they are missed.
        replacements = 0
        vacate(key.slot, at: now)
        outage.isTotal = live == 0
        if !wasEstablished, outage.isEstablished { actions.append(.unreachable(fault)) }
        refuseIfUnreachable()
        fill(at: now)
        recycleIdle(at: now)
    }

    /// The server has let in somebody else: what is known of an outage is out of date.
    mutating func serverAnswered(at now: Instant) {
        guard !outage.isOver else { return }
        if outage.isEstablished { actions.append(.reachable) }
        outage.end()
        fill(at: now)
    }

    /// A connection has ended: as asked for by `close`, or by itself.
    ///
    /// - Parameter isLoss: whether it ended without having been closed here.
    mutating func closed(_ key: ConnectionKey, isLoss: Bool, at now: Instant) {
        guard slots[key.slot].generation == key.generation, slots[key.slot].phase != .free else { return }
        totals.closed += 1
        if isLoss { suspectUntil = now }
        lastProgress = now
        vacate(key.slot, at: now)
        refuseIfUnreachable()
        fill(at: now)
    }

    private mutating func refuseIfUnreachable() {
        guard isUnreachable, let fault = outage.fault else { return }
        while let (key, _) = waiters.popFirst() {
            totals.refused += 1
            actions.append(.refuse(key, .unreachable(fault)))
        }
    }
}
