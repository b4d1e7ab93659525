import CLibpq

/// One statement with parameters: prepared first when it isn't yet, in the same round trip.
///
/// What is sent: `DEALLOCATE` of evicted statements and a Sync (seldom), Parse (once per statement), Bind, Describe,
/// Execute, Sync.
class QueryExchange: Exchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    /// What is remembered of a prepared statement.
    struct Details {
        /// Whether it may leave something in the session.
        var changesSession = false
        /// What its last result looked like.
        var shape: ResultShape?
    }

    enum Step {
        case deallocating(Int)
        case deallocated, preparing, executing, syncing, done
    }

    let bindings: Bindings
    let key: StatementKey
    @exclusivity(unchecked) private(set) var step = Step.done
    @exclusivity(unchecked) private var newStatement: String?
    @exclusivity(unchecked) private var changesSession = false
    @exclusivity(unchecked) private var shape: ResultShape?
    @exclusivity(unchecked) private(set) var result: ResultHandle?
    @exclusivity(unchecked) private var empties = 0

    init(_ query: Query, patience: Duration) {
        bindings = query.bindings
        key = StatementKey(sql: query.sql, query.bindings.parameters)
        super.init(sql: query.sql, patience: patience)
    }

    override func send(_ connection: OpaquePointer, _ session: inout Session) throws(PostgresError) {
        try session.setPipelining(true, sql: sql)
        let sending = Sending(connection: connection)
        let idle = PQtransactionStatus(connection) == PQTRANS_IDLE
        let evicted = idle ? session.statements.takeEvicted(atMost: 8) : []
        for name in evicted { try sending.execute("DEALLOCATE \(name)", Bindings()) }
        if !evicted.isEmpty { try sending.sync(sql) }

        if let statement = session.statements.find(key) {
            (changesSession, shape) = (statement.details.changesSession, statement.details.shape)
            try sending.executePrepared(statement.name, sql, bindings)
        } else {
            changesSession = SessionEffects.mayRemain(after: sql)
            if session.limits.preparesStatements {
                let name = session.statements.newName()
                newStatement = name
                try sending.prepare(name, sql, bindings)
                try sending.executePrepared(name, sql, bindings)
            } else {
                try sending.execute(sql, bindings)
            }
        }
        try sending.sync(sql)
        if changesSession { session.stateChanged = true }
        step = evicted.isEmpty ? firstStep : .deallocating(evicted.count)
        if case .executing = step { willExecute(connection) }
    }

    private var firstStep: Step { newStatement == nil ? .executing : .preparing }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        while PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                // The end of one step's results; more than one in a row means that nothing is to come.
                empties += 1
                if empties > 2 { return .lost }
                stepEnded(connection, &session)
                continue
            }
            empties = 0
            if let reception = take(result, connection, &session) { return reception }
        }
        return .incomplete
    }

    /// - Returns: nil to go on with the next result.
    private func take(_ result: OpaquePointer, _ connection: OpaquePointer, _ session: inout Session) -> Reception? {
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            switch step {
            case .deallocated:
                step = firstStep
                if case .executing = step { willExecute(connection) }
            case .syncing:
                step = .done
                return .finished
            default:
                // The replies to come are anybody's guess.
                session.lose(.unexpectedReply(sql))
                return .incomplete
            }
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
            return accept(result, &session)
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            failure = PostgresError(
                code: .copyFailed,
                message:
                    "A COPY can't be executed as a query, and the connection was closed: use `copyIn` or `copyOut`.",
                sql: sql)
            return .lost
        default:
            let error = PostgresError(result: result, sql: sql)
            let isLost = PQstatus(connection) == CONNECTION_BAD
            if isLost { session.notices.note(result) }
            PQclear(result)
            if isLost { return .lost }
            failed(error, &session)
        }
        return nil
    }

    /// Rows or a command's end. Takes over the result.
    func accept(_ result: OpaquePointer, _ session: inout Session) -> Reception? {
        guard case .executing = step else {
            PQclear(result)
            return nil
        }
        if let known = shape, known.fits(result) {
            self.result = .of(result, known, sql: sql)
        } else {
            let shape = ResultShape(result)
            session.statements.change(key) { $0.shape = shape }
            self.result = .of(result, shape, sql: sql)
        }
        return nil
    }

    /// The statement itself has become libpq's current command, and nothing of its replies was read yet.
    func willExecute(_ connection: OpaquePointer) {}

    private func stepEnded(_ connection: OpaquePointer, _ session: inout Session) {
        switch step {
        case .deallocating(let count): step = count > 1 ? .deallocating(count - 1) : .deallocated
        case .preparing:
            if failure == nil, let newStatement {
                session.statements.insert(key, name: newStatement, details: .init(changesSession: changesSession))
            }
            step = .executing
            willExecute(connection)
        case .executing: step = .syncing
        case .deallocated, .syncing, .done: break
        }
    }

    private func failed(_ error: PostgresError, _ session: inout Session) {
        switch step {
        case .deallocating, .deallocated:
            // Somebody deallocated it before us: nothing is lost.
            return
        default:
            record(error, &session)
            if error.isStalePreparedStatement { session.statements.remove(key) }
        }
    }

    /// May be sent again: nothing of it was executed, and its prepared statement is no longer remembered.
    var mayBePreparedAgain: Bool {
        failure?.isStalePreparedStatement ?? false
    }
}

extension PostgresError {
    static func unexpectedReply(_ sql: String) -> PostgresError {
        PostgresError(
            code: .unexpectedReply,
            message: """
                The server's replies did not fit the statement, and the connection was closed. A proxy or pooler on the \
                way may be the reason.
                """,
            sql: sql)
    }

    /// A prepared statement that DDL made unusable (0A000 from the plan cache), or that is gone (26000).
    var isStalePreparedStatement: Bool {
        guard let sqlState else { return false }
        if sqlState.rawValue == "26000" { return true }
        return sqlState.rawValue == "0A000" && message.contains("cached plan")
    }
}
