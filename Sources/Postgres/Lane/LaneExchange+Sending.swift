import CLibpq

extension LaneExchange {
    /// Sends the batches that may go out: each statement prepared before its first use here, and one Sync in the end.
    func sendNext(_ session: inout Session, at now: MonotonicInstant) {
        guard let handle = session.handle else { return load.isFree() }
        while session.closeReason == nil {
            guard let batch = nextBatch(&session, at: now) else {
                if lane.isBusy { return }
                guard let inspection else { return load.isFree() }
                return load.isBusy(until: inspection.since + inspectionPatience)
            }
            send(batch, on: handle, &session, at: now)
        }
    }

    private func send(
        _ batch: LaneState<LaneRequest>.Batch, on handle: OpaquePointer, _ session: inout Session,
        at now: MonotonicInstant
    ) {
        if !batch.overlaps {
            load.isBusy(until: now + lane.stuckAfter)
            load.isTrying(!batch.isProven)
            wasIdleForLong = now - idleSince > limits.idleBypass
            (arrivals, receivedBytes) = (0, 0)
        }
        counts.batches += 1
        counts.requests += batch.riders.count
        if batch.syncsEach { counts.resent += batch.riders.count }
        limits.batchSent?(
            LaneBatch(
                requests: batch.riders.count,
                longestWait: batch.syncsEach ? nil : batch.riders.first.map { max(.zero, now - $0.since) }))
        do {
            try send(batch, on: handle, at: now)
            session.flush()
        } catch {
            // Part of it may be queued: what follows would get its replies.
            session.lose(error)
        }
    }

    /// - Returns: nil when whoever comes next has to send by itself.
    private func nextBatch(_ session: inout Session, at now: MonotonicInstant) -> LaneState<LaneRequest>.Batch? {
        repeat {
            drain(&session)
            dropSlow(&session)
            lane.isHeld = session.isCancelling || inspection != nil
            if let batch = lane.nextBatch(at: now, isProven: { $0.statement.route == .lane }) { return batch }
        } while !(lane.isBusy ? inbox.rest(until: lane.awaitedForOverlap) : inbox.sleep())
        return nil
    }

    /// Those whose statement was found to be slow while they waited.
    private func dropSlow(_ session: inout Session) {
        guard !lane.isBusy else { return }
        while let request = lane.firstWaiting, request.statement.route.isLease, !request.isProbe {
            lane.dropFirstWaiting()
            answer(request, .elsewhere, &session)
        }
    }

    private func send(
        _ batch: LaneState<LaneRequest>.Batch, on handle: OpaquePointer, at now: MonotonicInstant
    ) throws(PostgresError) {
        let sending = Sending(connection: handle)
        try deallocate(sending)
        let isAlone = batch.riders.count == 1
        measured = nil
        // The reply to a Sync before it tells when the server turned to it: what is late on the way doesn't count.
        if isAlone, !batch.syncsEach, batch.riders[0].statement.route != .lane { try aside(sending) }
        for request in batch.riders {
            let wasPrepared = try send(request, sending)
            if isAlone {
                measured = Measurement(
                    statement: request.statement, isFirst: !wasPrepared, isProbe: request.isProbe)
            }
            if batch.syncsEach { try sync(sending) }
        }
        if !batch.syncsEach { try sync(sending) }
        let suspect = isAlone ? batch.riders.first.map(\.statement) : nil
        if let suspect, suspect.needsInspection {
            try inspect(suspect, sending, at: now)
        } else if now - inspectedAt > limits.inspection {
            try inspect(nil, sending, at: now)
        }
    }

    /// - Returns: whether it was prepared before.
    private func send(_ request: LaneRequest, _ sending: Sending) throws(PostgresError) -> Bool {
        let statement = request.statement
        if let prepared = statements.find(statement.id) {
            try sending.executePrepared(prepared.name, statement.sql, request.query.bindings)
            steps.append(.execute(columns: prepared.details, isFirst: false))
            return true
        }
        let name = statements.newName()
        try sending.prepare(name, statement.sql, request.query.bindings)
        try sending.describe(name, statement.sql)
        try sending.executePrepared(name, statement.sql, request.query.bindings)
        // At once, so that the same statement isn't prepared again in this batch.
        statements.insert(statement.id, name: name, details: nil)
        steps.append(.prepare(statement.id, name: name))
        steps.append(.describe(statement.id, name: name))
        steps.append(.execute(columns: nil, isFirst: true))
        return false
    }

    private func sync(_ sending: Sending) throws(PostgresError) {
        try sending.sync("")
        steps.append(.sync)
    }

    /// Asks what is in the session: left by a statement that was just executed, or by any since the last time.
    private func inspect(
        _ statement: LaneStatement?, _ sending: Sending, at now: MonotonicInstant
    ) throws(PostgresError) {
        inspection = Inspection(statement: statement, since: now)
        let query = SessionTraces.query(statement?.names ?? [])
        try sending.execute(query.sql, query.bindings)
        steps.append(.inspect)
        try aside(sending)
    }

    /// A Sync that belongs to no rider.
    private func aside(_ sending: Sending) throws(PostgresError) {
        try sending.sync("")
        steps.append(.asideSync)
    }

    private func deallocate(_ sending: Sending) throws(PostgresError) {
        let evicted = statements.takeEvicted(atMost: 8)
        guard !evicted.isEmpty else { return }
        for name in evicted {
            try sending.execute("DEALLOCATE \(name)", Bindings())
            steps.append(.deallocate)
        }
        try aside(sending)
    }
}
