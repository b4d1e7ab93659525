import CLibpq

extension LaneExchange {
    /// Rows for the next rider, if they are what its statement was described to return. Takes over the result.
    func answerNext(
        _ result: OpaquePointer, _ columns: ResultShape?, _ session: inout Session, isLate: Bool
    ) throws(LaneState<LaneRequest>.Mismatch) {
        guard columns?.fits(result) ?? true, let entry = lane.takeNext() else {
            PQclear(result)
            throw .init()
        }
        if preparationFailure != nil { preparationFailure = nil }
        if isLate, measured == nil { entry.rider.statement.suspect() }
        if PQresultMemorySize(result) > limits.resultBytes { entry.rider.statement.banish() }
        if inspection != nil { inspection?.isOfSuccess = true }
        guard !entry.isAbandoned else { return PQclear(result) }
        entry.rider.answeredAt = receivedAt
        answer(entry.rider, .rows(.of(result, columns, sql: entry.rider.statement.sql)), &session)
    }

    /// An error for the next rider, and for nobody else.
    func failNext(_ error: PostgresError, _ session: inout Session) throws(LaneState<LaneRequest>.Mismatch) {
        guard let request = lane.next else { throw .init() }
        var error = error
        if error.isStalePreparedStatement, let unprepared, unprepared.statement == request.statement.id {
            error = unprepared.failure
        }
        if error.isStalePreparedStatement {
            // DDL has made it unusable: it is prepared again, and so are those behind it.
            statements.remove(request.statement.id)
            guard request.wasPreparedAgain else {
                request.wasPreparedAgain = true
                return try lane.repeatNext()
            }
            if let waiting = try lane.answered() { answer(waiting, .elsewhere, &session) }
            return
        }
        // Not to be tried on a leased connection, where it would succeed.
        if error.sqlState == .readOnlyTransaction { request.statement.changesSomething() }
        guard let waiting = try lane.answered() else { return }
        answer(waiting, .failed(error.with(sql: waiting.statement.sql)), &session)
    }

    /// The next rider was not executed: its own preparation has failed, or a statement before it.
    func abortNext(_ session: inout Session) throws(LaneState<LaneRequest>.Mismatch) {
        guard let failure = preparationFailure else { return try lane.aborted() }
        preparationFailure = nil
        try failNext(failure, &session)
    }

    /// All of a batch is answered.
    func batchEnded(after time: Duration, isProven: Bool, at now: MonotonicInstant) {
        if let measured {
            let own = measured.began.map { now - $0 } ?? time
            if measured.isProbe {
                measured.statement.probed(own, usual: usual)
            } else {
                measured.statement.measured(own, isFirst: measured.isFirst, at: now, usual: usual)
            }
        }
        if isProven { noteUsual(time) }
        measured = nil
        unprepared = nil
        (idleSince, wasIdleForLong) = (now, false)
        nobodySince = nil
        inspection?.since = now
        if !isProven { load.isTrying(false) }
        if lane.isBusy { load.isBusy(until: now + lane.stuckAfter) }
    }

    /// What a statement has left in the session when it was executed for the first time; or, now and then, what all
    /// have left.
    func judgeTraces(_ rows: ResultHandle, _ session: inout Session, at now: MonotonicInstant) {
        inspectedAt = now
        let statement = inspection?.statement
        if SessionTraces.mayChange(rows) { statement?.banish() }
        guard SessionTraces.fingerprint(rows) != fingerprint else {
            // One that has failed hasn't shown what it does.
            if inspection?.isOfSuccess == true { statement?.inspected() }
            return
        }
        statement?.banish()
        session.lose(
            PostgresError(
                code: .connectionLost,
                message: "A statement left something in a shared session; the session was closed."))
    }

    /// What comes before a batch is done, and its own time begins; or what comes after it, and the next may go out.
    func asideEnded(at now: MonotonicInstant) {
        if lane.isBusy { measured?.began = now } else { inspection = nil }
    }

    /// The replies don't fit: nobody is answered from them.
    func killed(_ session: inout Session) {
        session.lose(
            PostgresError(
                code: .connectionLost, message: "The server's replies did not fit the requests; the lane was closed."))
    }
}
