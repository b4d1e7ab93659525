import CLibpq

/// `COPY … TO STDOUT`: bytes are handed on as they come, with back pressure.
final class CopyOutExchange: Exchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    enum State { case starting, open, ending }

    /// Reading stops at this many bytes that nobody has taken yet.
    static let highWaterMark = 256 * 1024

    private(set) var state = State.starting
    private var bytes: [UInt8] = []

    override var isExclusive: Bool { true }
    var hasBytes: Bool { !bytes.isEmpty }

    override func send(_ connection: OpaquePointer, _ session: inout Session) throws(PostgresError) {
        try session.setPipelining(false, sql: sql)
        guard PQsendQuery(connection, sql) == 1 else { throw Sending(connection: connection).failed(sql) }
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        while true {
            if case .open = state {
                guard let reception = readData(connection, &session) else { continue }
                return reception
            }
            guard PQisBusy(connection) == 0 else { return .incomplete }
            guard let result = PQgetResult(connection) else {
                if PQstatus(connection) == CONNECTION_BAD { return .lost }
                if failure == nil, case .starting = state { failure = .notACopy(sql, "OUT") }
                wake(&session)
                return .finished
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COPY_OUT:
                state = .open
                restartPatience()
                wake(&session)
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                if case .starting = state { failure = .notACopy(sql, "OUT") }
            case PGRES_COPY_IN, PGRES_COPY_BOTH:
                failure = .notACopy(sql, "OUT")
                return .lost
            default:
                if PQstatus(connection) == CONNECTION_BAD {
                    session.notices.note(result)
                    return .lost
                }
                record(PostgresError(result: result, sql: sql), &session)
            }
        }
    }

    /// - Returns: nil when the data has ended and the final result is to be read.
    private func readData(_ connection: OpaquePointer, _ session: inout Session) -> Reception? {
        while interruption != nil || bytes.count < Self.highWaterMark {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(connection, &buffer, 1)
            guard count > 0, let buffer else {
                if !bytes.isEmpty { wake(&session) }
                if count == 0 { return .incomplete }
                state = .ending
                return PQstatus(connection) == CONNECTION_BAD ? .lost : nil
            }
            if interruption != nil {
                isCutShort = true
            } else {
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count)))
                restartPatience()
                (arrivals, receivedBytes) = (0, 0)
            }
            PQfreemem(buffer)
        }
        deadline = nil
        wake(&session)
        return .paused
    }

    override func interrupt(_ connection: OpaquePointer, _ session: inout Session) {
        if !bytes.isEmpty { isCutShort = true }
        bytes = []
        super.interrupt(connection, &session)
    }

    /// The bytes that have come. Reading goes on if it had stopped.
    func takeBytes(_ session: inout Session) -> [UInt8] {
        let taken = bytes
        bytes = []
        if phase == .underWay, deadline == nil, interruption == nil {
            restartPatience()
            session.setReading(true)
            session.advance()
        }
        return taken
    }
}
