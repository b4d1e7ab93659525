import Postgres

extension PoolState {
    /// Does what the passing of time asks for. To be called when the time of a `wake` has come; more often does no
    /// harm.
    mutating func tick(at now: Instant) {
        wakeAt = nil
        refuseLateWaiters(at: now)
        closeStuck(at: now)
        reportLongLeases(at: now)
        recycleIdle(at: now)
        refuseNested(at: now)
        if let closing, closing.deadline <= now { closeEverything(at: now) }
        fill(at: now)
        scheduleNext(at: now)
    }

    private mutating func refuseLateWaiters(at now: Instant) {
        let late = waiters.filter { $0.waiter.deadline <= now }
        guard !late.isEmpty else { return }
        let report = report(at: now)
        for (key, waiter) in late where waiters.remove(key) != nil {
            totals.timedOut += 1
            let waited = now - waiter.since
            actions.append(.refuse(key, .timedOut(waited: waited, report, isNested: !waiter.holds.isEmpty)))
        }
    }

    private mutating func closeStuck(at now: Instant) {
        for index in slots.indices {
            guard let deadline = slots[index].deadline, deadline <= now else { continue }
            if slots[index].phase == .validating { notAnswering(index, at: now) }
            if slots[index].phase == .cleaning { close(index, .broken, at: now) }
        }
    }

    private mutating func reportLongLeases(at now: Instant) {
        for index in slots.indices where slots[index].phase == .leased && !slots[index].wasReported {
            guard slots[index].since + limits.leaseWarning <= now else { continue }
            slots[index].wasReported = true
            actions.append(.report(leaseReport(index, at: now)))
        }
    }

    /// Replaces an idle connection whose life is over: one at a time, the new one first where the limits allow it.
    mutating func recycleIdle(at now: Instant) {
        guard closing == nil, counts.connecting == 0, replacements == 0,
            let old = idle.first(where: { slots[$0].expiresAt <= now })
        else { return }
        guard mayRecycle(at: now) else {
            if let time = outage.recyclesAt { schedule(time) }
            return
        }
        replacements += 1
        guard let index = free.popLast() else { return close(old, .recycled, at: now) }
        slots[index].replaces = key(old)
        move(index, to: .connecting, at: now)
        actions.append(.connect(key(index)))
    }

    func mayRecycle(at now: Instant) -> Bool { outage.recyclesAt.map { $0 <= now } ?? true }

    /// When every connection is held by somebody who waits for another, nobody can go on: the youngest of those
    /// waiters is refused, so that it gives back what it holds.
    private mutating func refuseNested(at now: Instant) {
        let canGrow = outage.isOver && (!free.isEmpty || counts.connecting > 0)
        guard !canGrow, counts.leased == live, counts.closing == 0, lastProgress + limits.nestedPatience <= now
        else { return }
        var blocked: Set<LeaseKey> = []
        var youngest: WaiterKey?
        for (key, waiter) in waiters where !waiter.holds.isEmpty {
            blocked.formUnion(waiter.holds.filter(isCurrent))
            youngest = key
        }
        guard blocked.count == counts.leased, let youngest, waiters.remove(youngest) != nil else { return }
        totals.refused += 1
        actions.append(.refuse(youngest, .nested(report(at: now))))
    }

    private mutating func scheduleNext(at now: Instant) {
        var next: Instant?
        func consider(_ time: Instant) { next = min(next ?? time, time) }
        for (_, waiter) in waiters {
            consider(waiter.deadline)
            if !waiter.holds.isEmpty { consider(max(lastProgress, now) + limits.nestedPatience) }
        }
        for slot in slots {
            if let deadline = slot.deadline { consider(deadline) }
            if slot.phase == .leased, !slot.wasReported { consider(slot.since + limits.leaseWarning) }
            // An expired one waits for its turn: word of the connection that is opened meanwhile brings it.
            if slot.phase == .idle, slot.expiresAt > now { consider(slot.expiresAt) }
        }
        if let closing, !closing.isDrained, closing.deadline > now { consider(closing.deadline) }
        if let next { schedule(next) }
    }
}
