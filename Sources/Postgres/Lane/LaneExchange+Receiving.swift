import CLibpq
import DequeModule

extension LaneExchange {
    /// Hands out what has come.
    func takeReplies(_ handle: OpaquePointer, _ session: inout Session, at now: MonotonicInstant) -> Reception {
        let isLate = lane.isStuck(at: now)
        var empties = 0
        session.effects.answers.reserveCapacity(lane.wanted)
        do throws(LaneState<LaneRequest>.Mismatch) {
            while !steps.isEmpty, PQisBusy(handle) == 0 {
                guard let result = PQgetResult(handle) else {
                    empties += 1
                    if empties > 2 { return .lost }
                    if stepHasResult {
                        stepHasResult = false
                        steps.removeFirst()
                    }
                    continue
                }
                empties = 0
                guard try take(result, steps[0], handle, &session, isLate: isLate, at: now) else { return .lost }
            }
        } catch {
            killed(&session)
            return .incomplete
        }
        // Notices and the server's farewell come unasked.
        if steps.isEmpty { _ = PQisBusy(handle) }
        return .incomplete
    }

    /// - Returns: false when the connection is lost.
    private func take(
        _ result: OpaquePointer, _ step: Step, _ handle: OpaquePointer, _ session: inout Session, isLate: Bool,
        at now: MonotonicInstant
    ) throws(LaneState<LaneRequest>.Mismatch) -> Bool {
        let status = PQresultStatus(result)
        if status == PGRES_PIPELINE_SYNC {
            PQclear(result)
            steps.removeFirst()
            switch step {
            case .asideSync: asideEnded(at: now)
            case .sync:
                let isProven = lane.isProven
                if let time = try lane.synced(at: now) { batchEnded(after: time, isProven: isProven, at: now) }
            default: throw .init()
            }
            return true
        }
        guard !stepHasResult else {
            PQclear(result)
            throw .init()
        }
        stepHasResult = true
        let reply = Reply(result, status)
        if case .failed(let error) = reply, error.isFatal || PQstatus(handle) == CONNECTION_BAD {
            // The server's last word: the loss that follows is what the riders learn of.
            session.notices.note(error)
            return PQstatus(handle) != CONNECTION_BAD
        }
        try take(reply, step, &session, isLate: isLate, at: now)
        return true
    }

    private func take(
        _ reply: Reply, _ step: Step, _ session: inout Session, isLate: Bool, at now: MonotonicInstant
    ) throws(LaneState<LaneRequest>.Mismatch) {
        switch (step, reply) {
        case (.deallocate, .rows(let result)): PQclear(result)
        case (.deallocate, _): return
        case (.prepare(let id, let name), .failed), (.prepare(let id, let name), .aborted):
            if case .failed(let error) = reply { (preparationFailure, unprepared) = (error, (id, error)) }
            statements.remove(id, name: name)
        case (.prepare, .rows(let result)):
            defer { PQclear(result) }
            if PQnfields(result) > 0 { throw .init() }
        case (.describe(let id, let name), .rows(let result)):
            defer { PQclear(result) }
            describedColumns = ResultShape(result)
            statements.update(id, name: name, describedColumns)
        case (.describe, .failed(let error)): preparationFailure = preparationFailure ?? error
        case (.describe, .aborted): break
        case (.execute(let columns, let isFirst), .rows(let result)):
            try answerNext(result, columns ?? (isFirst ? describedColumns : nil), &session, isLate: isLate)
        case (.execute, .failed(let error)): try failNext(error, &session)
        case (.execute, .aborted): try abortNext(&session)
        case (.inspect, .rows(let result)): judgeTraces(.of(result, sql: ""), &session, at: now)
        case (.inspect, _): break
        case (.asideSync, _), (.sync, _), (_, .unexpected):
            if case .rows(let result) = reply { PQclear(result) }
            throw .init()
        }
    }

    /// What libpq gave, once it is sorted.
    enum Reply {
        /// Whoever takes it frees it.
        case rows(OpaquePointer)
        case failed(PostgresError)
        case aborted
        case unexpected

        /// Takes over the result.
        init(_ result: OpaquePointer, _ status: ExecStatusType) {
            switch status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                self = .rows(result)
                return
            case PGRES_PIPELINE_ABORTED: self = .aborted
            case PGRES_FATAL_ERROR, PGRES_NONFATAL_ERROR, PGRES_BAD_RESPONSE:
                self = .failed(PostgresError(result: result, sql: nil))
            default: self = .unexpected
            }
            PQclear(result)
        }
    }
}
