import CLibpq

/// Several statements as one text, by the simple protocol: without parameters, and results are thrown away.
final class ScriptExchange: Exchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    override func send(_ connection: OpaquePointer, _ session: inout Session) throws(PostgresError) {
        try session.setPipelining(false, sql: sql)
        guard PQsendQuery(connection, sql) == 1 else { throw Sending(connection: connection).failed(sql) }
        if SessionEffects.mayRemain(afterScript: sql) { session.stateChanged = true }
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        while PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                return PQstatus(connection) == CONNECTION_BAD ? .lost : .finished
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                failure = PostgresError(
                    code: .copyFailed,
                    message: "A script can't hold COPY, and the connection was closed: use `copyIn` or `copyOut`.",
                    sql: sql)
                return .lost
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
}
