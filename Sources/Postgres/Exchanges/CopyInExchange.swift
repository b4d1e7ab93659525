import CLibpq

/// `COPY … FROM STDIN`: bytes go to the server as fast as it takes them.
final class CopyInExchange: Exchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    enum State { case starting, open, ending }

    private(set) var state = State.starting
    private(set) var rows = 0
    private var endIsQueued = false
    private var refusal: String?

    override var isExclusive: Bool { true }
    override var countsBytes: Bool { false }

    override func send(_ connection: OpaquePointer, _ session: inout Session) throws(PostgresError) {
        try session.setPipelining(false, sql: sql)
        guard PQsendQuery(connection, sql) == 1 else { throw Sending(connection: connection).failed(sql) }
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        // While data is being sent libpq gives the same "COPY IN" result again and again: nothing to read.
        if case .open = state { return .incomplete }
        while PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                if PQstatus(connection) == CONNECTION_BAD { return .lost }
                if failure == nil, case .starting = state { failure = .notACopy(sql, "IN") }
                return .finished
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COPY_IN:
                guard case .starting = state else { return .incomplete }
                state = .open
                deadline = nil
                // Cancelled while it opened: it ends at once.
                if interruption != nil { end(connection, &session, refusal: "cancelled") }
                wake(&session)
                if case .open = state { return .incomplete }
            case PGRES_COMMAND_OK:
                if case .starting = state { failure = .notACopy(sql, "IN") }
                rows = Int(String(cString: PQcmdTuples(result))) ?? 0
            case PGRES_COPY_OUT, PGRES_COPY_BOTH:
                failure = .notACopy(sql, "IN")
                return .lost
            case PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                failure = .notACopy(sql, "IN")
            default:
                if PQstatus(connection) == CONNECTION_BAD {
                    session.notices.note(result)
                    return .lost
                }
                record(PostgresError(result: result, sql: sql), &session)
            }
        }
        return .incomplete
    }

    /// Queues data. Whoever calls waits, until `flushed`, when the socket doesn't take it all at once.
    func write(_ bytes: [UInt8], _ connection: OpaquePointer, _ session: inout Session) {
        guard case .open = state, failure == nil else { return }
        let status = bytes.withUnsafeBytes { bytes in
            PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard status == 1 else { return session.lose(session.lostError(connection)) }
        session.flush()
        deadline = session.hasUnsentData ? .now + patience : nil
    }

    /// Ends it: with `refusal`, the server throws away what it has got.
    func end(_ connection: OpaquePointer, _ session: inout Session, refusal: String?) {
        guard case .open = state else { return }
        state = .ending
        self.refusal = refusal
        restartPatience()
        queueEnd(connection, &session)
    }

    private func queueEnd(_ connection: OpaquePointer, _ session: inout Session) {
        guard case .ending = state, !endIsQueued else { return }
        switch PQputCopyEnd(connection, refusal) {
        case 1:
            endIsQueued = true
            session.flush()
            // The server's refusal may have come long ago: libpq holds it, and the socket has nothing more to say.
            session.advance()
        case 0: return
        default: session.lose(session.lostError(connection))
        }
    }

    override func flushed(_ connection: OpaquePointer, _ session: inout Session) {
        switch state {
        case .starting: return
        case .open:
            deadline = nil
            wake(&session)
        case .ending: queueEnd(connection, &session)
        }
    }

    override func interrupt(_ connection: OpaquePointer, _ session: inout Session) {
        switch state {
        case .starting, .ending: session.sendCancel()
        case .open:
            end(connection, &session, refusal: "cancelled")
            deadline = .now + session.limits.cancelTimeout
        }
    }
}

extension PostgresError {
    static func notACopy(_ sql: String, _ direction: String) -> PostgresError {
        PostgresError(
            code: .copyFailed,
            message: "The statement did not start a COPY \(direction); it needs COPY … "
                + (direction == "IN" ? "FROM STDIN." : "TO STDOUT."),
            sql: sql)
    }
}
