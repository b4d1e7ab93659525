/// Takes the data of a `COPY … FROM STDIN`. Used by one task at a time.
public struct CopyWriter: Sendable {
    let connection: Connection
    let exchange: CopyInExchange

    /// Sends a piece of the data; pieces may end anywhere. Waits while the server is slower: at most one piece is
    /// held in memory, so pieces of some 64 KiB do best.
    public func write(_ bytes: [UInt8]) async throws(PostgresError) {
        guard !bytes.isEmpty else { return }
        await connection.wait(exchange) { session in
            guard let handle = session.handle, case .open = exchange.state, exchange.failure == nil else {
                return exchange.wake(&session)
            }
            exchange.write(bytes, handle, &session)
            if !session.hasUnsentData { exchange.wake(&session) }
        }
        let (failure, isOpen) = connection.core.read { _ in
            (exchange.failure ?? exchange.interruption.map(exchange.interrupted(as:)), exchange.state == .open)
        }
        if let failure { throw failure }
        guard isOpen, !connection.isClosed else {
            throw PostgresError(code: .copyFailed, message: "The COPY has ended already.", sql: exchange.sql)
        }
    }
}

extension Connection {
    /// Loads data by `COPY … FROM STDIN`, as `body` writes it.
    ///
    /// When `body` throws or the task is cancelled, the server throws away what it has got, and the connection is
    /// free again. What is wrong with the data is learnt at the end only: the server has no earlier way to say so.
    ///
    /// - Returns: what `body` returned, and the number of rows loaded.
    public func copyIn<R>(
        _ sql: String, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (CopyWriter) async throws -> R
    ) async throws -> (result: R, rows: Int) {
        let exchange = CopyInExchange(sql: sql, patience: configuration.queryTimeout)
        await wait(exchange) { $0.submit(exchange) }
        if let failure = core.read({ _ in exchange.phase == .finished ? exchange.failure : nil }) {
            throw failure.at(fileID, line, sql: sql)
        }
        do {
            let result = try await body(CopyWriter(connection: self, exchange: exchange))
            await wait(exchange) { session in
                guard let handle = session.handle, exchange.phase == .underWay else {
                    return exchange.phase == .finished ? exchange.wake(&session) : ()
                }
                exchange.end(handle, &session, refusal: nil)
            }
            await abandon(exchange)
            if let failure = exchange.failure { throw failure }
            return (result, exchange.rows)
        } catch {
            core.withSession { session in
                guard let handle = session.handle, exchange.phase == .underWay else { return }
                exchange.end(handle, &session, refusal: "the client gave up")
            }
            await ended(exchange)
            throw (error as? PostgresError)?.at(fileID, line, sql: sql) ?? error
        }
    }

    /// Waits for the last reply. The session's deadlines bound it.
    func ended(_ exchange: Exchange) async {
        while !core.read({ _ in exchange.phase == .finished }) {
            await withUnsafeContinuation { continuation in
                core.withSession { session in
                    exchange.waiter = continuation
                    if exchange.phase == .finished { exchange.wake(&session) }
                }
            }
        }
    }
}
