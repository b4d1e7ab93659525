import Postgres

extension PoolState {
    /// Lends an idle connection.
    ///
    /// - Returns: nil if there is none, or if others wait already: then `acquire` puts the caller in line.
    mutating func acquireIdle(_ request: AcquireRequest, at now: Instant) -> AcquireDecision? {
        guard closing == nil else { return refuse(.closed) }
        guard waiters.isEmpty, let index = idle.popLast() else { return nil }
        guard isDoubtful(index, at: now) else { return .lease(lend(index, to: request.site, at: now)) }
        let lease = lend(index, .validating, to: request.site, at: now)
        let deadline = min(now + limits.prePingTimeout, request.deadline)
        slots[index].deadline = deadline
        schedule(deadline)
        return .validate(lease, ticket: request.ticket ?? newTicket())
    }

    private func isDoubtful(_ index: Int, at now: Instant) -> Bool {
        guard let bypass = limits.prePingBypass else { return false }
        let since = slots[index].since
        if let suspectUntil, since <= suspectUntil { return true }
        return now - since > bypass
    }

    /// Lends a connection, puts the caller in line, or says why neither is possible.
    mutating func acquire(_ request: AcquireRequest, at now: Instant) -> AcquireDecision {
        if let decision = acquireIdle(request, at: now) { return decision }
        if isUnreachable, let fault = outage.fault { return refuse(.unreachable(fault)) }
        guard request.deadline > now else {
            let waited = now - request.since
            return refuse(.timedOut(waited: waited, report(at: now), isNested: !request.holds.isEmpty))
        }
        guard waiters.count < limits.maxWaiters || request.ticket != nil else {
            return refuse(.tooManyWaiters(report(at: now)))
        }
        let key = waiters.insert(
            Waiter(
                ticket: request.ticket ?? newTicket(), site: request.site, since: request.since,
                deadline: request.deadline, holds: request.holds))
        schedule(request.deadline)
        if !request.holds.isEmpty {
            lastProgress = now
            schedule(now + limits.nestedPatience)
        }
        fill(at: now)
        return .wait(key)
    }

    private mutating func refuse(_ refusal: Refusal) -> AcquireDecision {
        if case .timedOut = refusal { totals.timedOut += 1 } else { totals.refused += 1 }
        return .refuse(refusal)
    }

    /// A waiter gives up. Without effect if it has been granted a connection or refused already.
    mutating func cancel(_ key: WaiterKey, at now: Instant) {
        guard waiters.remove(key) != nil else { return }
        totals.cancelled += 1
        endIfDrained(at: now)
    }

    /// The answer of a connection that was lent with `validate`.
    ///
    /// - Returns: whether it is leased now. If not, it is being closed, or has gone already: acquire again, with the
    ///   ticket.
    mutating func validated(_ lease: LeaseKey, answered: Bool, at now: Instant) -> Bool {
        guard isCurrent(lease), slots[lease.slot].phase == .validating else { return false }
        if answered {
            totals.acquired += 1
            move(lease.slot, to: .leased, at: now)
            return true
        }
        notAnswering(lease.slot, at: now)
        return false
    }

    /// A connection did not answer. The others that have been idle for as long are on the same path to the server:
    /// asking them one by one could take an acquire's whole time.
    mutating func notAnswering(_ index: Int, at now: Instant) {
        totals.validationFailures += 1
        let asked = slots[index].since
        suspectUntil = now
        close(index, .unresponsive, at: now)
        for other in idle where slots[other].since <= asked { close(other, .unresponsive, at: now) }
        fill(at: now)
    }
}
