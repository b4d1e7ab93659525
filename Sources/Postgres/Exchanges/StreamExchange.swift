import CLibpq

/// A statement whose rows are handed on as they come, with back pressure: reading stops while many rows wait.
final class StreamExchange: QueryExchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    /// Reading stops at this many rows that nobody has taken yet.
    static let highWaterMark = 512

    private var rows: [ResultHandle] = []

    override var isExclusive: Bool { true }
    var hasRows: Bool { !rows.isEmpty }

    override func willExecute(_ connection: OpaquePointer) { _ = PQsetSingleRowMode(connection) }

    override func accept(_ result: OpaquePointer, _ session: inout Session) -> Reception? {
        guard PQresultStatus(result) == PGRES_SINGLE_TUPLE else { return super.accept(result, &session) }
        guard interruption == nil else {
            isCutShort = true
            PQclear(result)
            return nil
        }
        rows.append(ResultHandle(result))
        restartPatience()
        (arrivals, receivedBytes) = (0, 0)
        if rows.count >= Self.highWaterMark {
            deadline = nil
            wake(&session)
            return .paused
        }
        return nil
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        if rows.count >= Self.highWaterMark, interruption == nil { return .paused }
        let reception = super.receive(connection, &session)
        if !rows.isEmpty { wake(&session) }
        return reception
    }

    override func interrupt(_ connection: OpaquePointer, _ session: inout Session) {
        if !rows.isEmpty { isCutShort = true }
        rows = []
        super.interrupt(connection, &session)
    }

    /// The rows that have come. Reading goes on if it had stopped.
    func takeRows(_ session: inout Session) -> [ResultHandle] {
        let taken = rows
        rows = []
        if phase == .underWay, deadline == nil {
            restartPatience()
            session.setReading(true)
            session.advance()
        }
        return taken
    }
}
