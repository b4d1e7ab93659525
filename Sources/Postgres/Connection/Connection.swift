import CLibpq
import Logging
import Synchronization

/// One connection to a PostgreSQL server.
///
/// ```swift
/// let connection = try await Connection.connect(ConnectionConfiguration(url: "postgres://localhost/shop"))
/// let rows = try await connection.query("SELECT id, name FROM barbers WHERE shop = \(shop)")
/// for (id, name) in try rows.decode(Int.self, String.self) { print(id, name) }
/// await connection.close()
/// ```
///
/// **Concurrency.** A connection may be shared by any number of tasks. Statements are executed one at a time, in the
/// order in which they were submitted; while a stream or a COPY is open, other statements are refused with
/// `.connectionBusy`. A transaction belongs to the connection and not to a task: whoever shares a connection shares
/// its transaction. Use `PostgresDatabase` where tasks need transactions of their own.
///
/// **Cancellation.** When a task is cancelled, its statement is cancelled on the server. The call ends when the
/// server has answered, and a connection that does not answer within `cancelTimeout` is closed; so that afterwards
/// the connection is either clean or closed. A statement that was completed in spite of it returns its result.
public final class Connection: QueryExecutor, Sendable {
    /// A number that no other connection of this process has.
    public let id: Int
    /// The server's version: 150018 is 15.18.
    public let serverVersion: Int
    /// The number of the server process that serves this connection.
    public let backendProcessID: Int32
    public let configuration: ConnectionConfiguration

    let loop: EventLoop
    let core: ConnectionCore

    private static let nextID = Atomic(1)

    init(handle: OpaquePointer, configuration: ConnectionConfiguration, loop: EventLoop, logger: Logger) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        serverVersion = Int(PQserverVersion(handle))
        backendProcessID = PQbackendPID(handle)
        self.configuration = configuration
        self.loop = loop
        core = ConnectionCore(handle: handle, configuration: configuration, loop: loop, logger: logger)
    }

    deinit { core.abandon() }

    // MARK: State

    /// Whether the connection has ended: by `close`, by the server, or because the network or a deadline ended it.
    /// Noticed as soon as the socket shows it, also while nothing is under way.
    public var isClosed: Bool { core.isClosed.load(ordering: .acquiring) }

    /// Whether a statement is under way.
    public var isBusy: Bool { core.read { $0.current != nil } }

    public var transactionStatus: TransactionStatus { core.read(\.transactionStatus) }

    /// The transaction's status, and whether the session was changed.
    package var condition: (TransactionStatus, stateChanged: Bool) {
        core.read { ($0.transactionStatus, $0.stateChanged) }
    }

    /// Whether something may have been left in the session that a next user would notice (settings, advisory locks,
    /// temporary tables, listeners, cursors). Judged by the statements' texts, on the safe side; `reset` clears it.
    public var sessionStateChanged: Bool { core.read { $0.stateChanged } }

    /// Calls `handler` once, on the loop's thread, when the connection has ended: at once if it has already.
    ///
    /// The handler must not block. Its argument is the reason; nil after `close`.
    public func whenClosed(_ handler: @escaping @Sendable (PostgresError?) -> Void) { core.whenClosed(handler) }

    // MARK: Statements

    /// Executes one statement and gives all its rows.
    ///
    /// It is prepared at its first use on this connection (in the same round trip) and executed by its name from then
    /// on, unless the configuration says otherwise. A prepared statement that DDL has made unusable is prepared again
    /// and the statement repeated, outside of transactions.
    ///
    /// - Parameters:
    ///   - query: the statement; interpolated values travel apart from its text.
    ///   - deadline: how long it may take, including the time in line; the configuration's `queryTimeout` if nil.
    /// - Throws: `.server` when the server refused it (see `sqlState`), `.cancelled`, `.timedOut`, `.connectionLost`,
    ///   `.connectionClosed`, `.encodingFailed`, `.connectionBusy`, `.resultTooLarge`. After `.connectionLost`,
    ///   `.cancelled` and `.timedOut` it may or may not have been executed.
    @discardableResult
    public func query(
        _ query: Query, deadline: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        if let failure = query.bindings.failure { throw failure.at(fileID, line, sql: query.sql) }
        // Not only once: many may change the schema at the same time.
        var repeats = 0
        while true {
            let exchange = QueryExchange(query, patience: deadline ?? configuration.queryTimeout)
            let start = MonotonicInstant.now
            // As `perform`, in place: each function that waits costs a look at the task's executor when it returns.
            await withTaskCancellationHandler {
                await withUnsafeContinuation { submit(exchange, $0) }
            } onCancel: {
                core.withSession { $0.interrupt(exchange, .cancelled) }
            }
            DatabaseActivity.current?.recordStatement(exchange.sql, .now - start)
            if let failure = exchange.failure {
                if repeats < 3, exchange.mayBePreparedAgain, transactionStatus == .idle {
                    repeats += 1
                    continue
                }
                throw failure.at(fileID, line, sql: query.sql)
            }
            guard let result = exchange.result else {
                throw PostgresError.unexpectedReply(query.sql).at(fileID, line, sql: query.sql)
            }
            return Rows(result: result)
        }
    }

    /// Executes several statements, separated by semicolons, in one round trip and without parameters.
    ///
    /// They form one transaction unless the text holds `BEGIN` or `COMMIT`. Results are thrown away.
    public func execute(
        script: String, deadline: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) {
        guard !script.utf8.contains(0) else {
            throw PostgresError(code: .encodingFailed, message: "The script contains a NUL character.")
                .at(fileID, line, sql: nil)
        }
        let exchange = ScriptExchange(sql: script, patience: deadline ?? configuration.queryTimeout)
        await perform(exchange)
        if let failure = exchange.failure { throw failure.at(fileID, line, sql: script) }
    }

    /// One empty round trip: shows that the server answers.
    public func ping(
        deadline: Duration = .seconds(5), fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) {
        try await query(Query(unsafeSQL: ""), deadline: deadline, fileID: fileID, line: line)
    }

    /// Brings the session to where it was after connecting: rolls back an open transaction and discards settings,
    /// temporary tables, locks, listeners, cursors and prepared statements.
    public func reset(
        deadline: Duration = .seconds(5), fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) {
        if transactionStatus != .idle {
            try await execute(script: "ROLLBACK", deadline: deadline, fileID: fileID, line: line)
        }
        try await execute(script: "DISCARD ALL", deadline: deadline, fileID: fileID, line: line)
        core.withSession { session in
            session.statements.removeAll()
            session.stateChanged = false
        }
    }

    /// Ends the connection politely: what is under way fails with `.connectionClosed`, the server is told, the socket
    /// is closed. Returns when that is done. May be called again.
    public func close() async { await core.close() }

    // MARK: Waiting

    /// Submits a request and waits for its end.
    func perform(_ exchange: Exchange) async {
        let start = MonotonicInstant.now
        await wait(exchange) { session in session.submit(exchange) }
        DatabaseActivity.current?.recordStatement(exchange.sql, .now - start)
    }

    private func submit(_ exchange: Exchange, _ waiter: UnsafeContinuation<Void, Never>) {
        core.withSession { session in
            exchange.waiter = waiter
            session.submit(exchange)
        }
    }

    /// Does `action` and waits until the request's waiter is woken; a cancelled task interrupts the request.
    func wait(_ exchange: Exchange, after action: @Sendable (inout Session) -> Void) async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                core.withSession { session in
                    exchange.waiter = continuation
                    action(&session)
                }
            }
        } onCancel: {
            core.withSession { $0.interrupt(exchange, .cancelled) }
        }
    }
}

/// What executes statements: a connection or a transaction.
public protocol QueryExecutor: Sendable {
    /// Executes one statement and gives all its rows. See `Connection.query`.
    @discardableResult
    func query(_ query: Query, deadline: Duration?, fileID: StaticString, line: UInt) async throws(PostgresError)
        -> Rows
}

extension QueryExecutor {
    /// Executes one statement and gives all its rows. See `Connection.query`.
    @discardableResult
    public func query(
        _ query: Query, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> Rows {
        try await self.query(query, deadline: nil, fileID: fileID, line: line)
    }
}

extension PostgresError {
    /// The same error with where it was called, and the statement if it has none yet.
    package func at(_ fileID: StaticString, _ line: UInt, sql: String?) -> PostgresError {
        var copy = self
        copy.fileID = fileID
        copy.line = line
        if copy.sql == nil { copy.sql = sql }
        return copy
    }
}
