import CLibpq
import DequeModule
import Foundation

extension Session {
    /// A caller no longer wants its request, or its time is up.
    mutating func interrupt(_ exchange: Exchange, _ code: PostgresError.Code) {
        guard exchange.interruption == nil else { return }
        exchange.interruption = code
        switch exchange.phase {
        case .created, .held, .finished: return
        case .waiting:
            line.removeAll { $0 === exchange }
            fail(exchange, exchange.interrupted(as: code))
        case .underWay:
            guard let handle else { return }
            exchange.deadline = .now + limits.cancelTimeout
            exchange.interrupt(handle, &self)
        }
    }

    /// Asks the server to cancel what is under way.
    mutating func sendCancel() {
        guard let handle, case .none = cancel, effects.cancel == nil else { return }
        setReading(true)
        guard let token = CancelToken(handle) else { return }
        cancel = .underWay(deadline: .now + limits.cancelTimeout)
        effects.cancel = token
    }

    /// The server has acted on the cancel request: nothing later on this connection can be hit by it.
    mutating func cancelEnded() {
        cancel = .none
        if current?.phase == .held { finishCurrent() } else { current?.cancelEnded(&self) }
    }

    /// Looks at the deadlines.
    mutating func tick(_ now: MonotonicInstant) {
        guard handle != nil else { return }
        if case .underWay(let deadline) = cancel, deadline < now {
            return lose(
                PostgresError(
                    code: .connectionLost,
                    message: "The server did not act on a cancel request within \(limits.cancelTimeout.rounded); "
                        + "the connection was closed."))
        }
        // A cancel request that reaches the server before its statement does is lost: it is sent again.
        if let current, current.phase == .underWay, current.interruption != nil, case .none = cancel { sendCancel() }
        if let current, let deadline = current.deadline, deadline < now {
            if current.interruption == nil {
                interrupt(current, .timedOut)
            } else {
                lose(
                    PostgresError(
                        code: .connectionLost,
                        message: "A cancelled statement did not end within \(limits.cancelTimeout.rounded); "
                            + "the connection was closed."))
            }
        }
        for exchange in line where exchange.deadline.map({ $0 < now }) ?? false { interrupt(exchange, .timedOut) }
        current?.tick(&self)
    }

    /// The connection has ended: everybody who waits for it learns why. `Connection` frees it.
    mutating func lose(_ reason: PostgresError) {
        guard handle != nil, closeReason == nil else { return }
        closeReason = reason
        effects.lost = reason
        cancel = .none
        if let current {
            self.current = nil
            let interruption = current.phase == .held ? nil : current.interruption
            let error =
                interruption.map(current.interrupted(as:))
                ?? reason.adding("The statement may or may not have been executed.", sql: current.sql)
            if current.phase == .held {
                current.phase = .finished
                current.wake(&self)
            } else {
                fail(current, error)
            }
        }
        while let exchange = line.popFirst() {
            fail(exchange, reason.adding("The statement had not been sent.", sql: exchange.sql))
        }
    }

    /// Why libpq gave the connection up: the server's last word if it said one, else libpq's.
    func lostError(_ handle: OpaquePointer) -> PostgresError {
        // Bounded: libpq has been seen to answer for ever after a second error.
        for _ in 0..<16 {
            guard PQisBusy(handle) == 0, let result = PQgetResult(handle) else { break }
            let status = PQresultStatus(result)
            if status == PGRES_FATAL_ERROR { notices.note(result) }
            PQclear(result)
            if status == PGRES_COPY_IN || status == PGRES_COPY_OUT { break }
        }
        let last = notices.lastFatal
        let text =
            last?.message ?? String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
        return PostgresError(
            code: .connectionLost,
            message: "The connection to the server was lost: \(text.isEmpty ? "closed by the server" : text).",
            sqlState: last?.sqlState, server: last?.server)
    }

    func closedError(_ exchange: Exchange) -> PostgresError {
        let reason = closeReason.map { $0.code == .connectionClosed ? "" : " \($0.message)" } ?? ""
        return PostgresError(
            code: .connectionClosed,
            message: "The connection had ended before, and the statement was not sent: use another one.\(reason)",
            sqlState: closeReason?.sqlState, sql: exchange.sql)
    }
}

extension PostgresError {
    func with(sql: String) -> PostgresError {
        var copy = self
        if copy.sql == nil { copy.sql = sql }
        return copy
    }

    /// For a statement that the end of its connection has hit.
    fileprivate func adding(_ sentence: String, sql: String) -> PostgresError {
        var copy = with(sql: sql)
        // A lane's request is no statement; its riders get the reason alone.
        if !sql.isEmpty { copy.message += " \(sentence)" }
        return copy
    }
}

/// Bytes that a socket has for us.
func pendingBytes(_ socket: Int32) -> Int {
    var count: Int32 = 0
    return ioctl(socket, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
}
