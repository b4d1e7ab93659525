/// The rows of a statement as they come from the server. One pass, by one task.
///
/// At most about a thousand rows, or some 8 MiB of them and one row more, wait in memory: when the reader is slower than
/// the server, the server is held back.
public struct RowStream: AsyncSequence, Sendable {
    public typealias Element = Row
    public typealias Failure = PostgresError

    let connection: Connection
    let exchange: StreamExchange

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let stream: RowStream
        private var blocks: [ResultHandle] = []
        private var block = 0
        private var row = 0

        fileprivate init(_ stream: RowStream) { self.stream = stream }

        public mutating func next() async throws(PostgresError) -> Row? { try await next(isolation: nil) }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PostgresError) -> Row? {
            while true {
                if block < blocks.count {
                    if row < blocks[block].rowCount {
                        defer { row += 1 }
                        return Row(result: blocks[block], row: row)
                    }
                    (block, row) = (block + 1, 0)
                } else {
                    guard let next = try await stream.nextBlocks() else { return nil }
                    (blocks, block, row) = (next, 0, 0)
                }
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

    /// - Returns: nil after the last row.
    private func nextBlocks() async throws(PostgresError) -> [ResultHandle]? {
        while true {
            let (rows, isFinished) = connection.core.withSession { session in
                (exchange.takeRows(&session), exchange.phase == .finished)
            }
            if !rows.isEmpty { return rows }
            if isFinished {
                if let failure = exchange.ending { throw failure }
                return nil
            }
            await connection.wait(exchange) { session in
                if exchange.hasRows || exchange.phase == .finished { exchange.wake(&session) }
            }
        }
    }
}

extension Connection {
    /// Executes a statement whose rows are taken one by one.
    ///
    /// ```swift
    /// let sum = try await connection.stream("SELECT id, total FROM payments") { rows in
    ///     var sum = 0
    ///     for try await row in rows { sum += try row.decode(Int.self, named: "total") }
    ///     return sum
    /// }
    /// ```
    ///
    /// When `body` ends before the last row, the statement is cancelled on the server. Other statements on this
    /// connection are refused until `body` has ended.
    ///
    /// - Throws: what `body` throws; as `query` otherwise.
    public func stream<R>(
        _ query: Query, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (RowStream) async throws -> R
    ) async throws -> R {
        if let failure = query.bindings.failure { throw failure.at(fileID, line, sql: query.sql) }
        let exchange = StreamExchange(query, patience: configuration.queryTimeout)
        core.withSession { $0.submit(exchange) }
        do {
            let result = try await body(RowStream(connection: self, exchange: exchange))
            try await finish(exchange, fileID, line)
            return result
        } catch {
            await abandon(exchange)
            throw (error as? PostgresError)?.at(fileID, line, sql: query.sql) ?? error
        }
    }

    /// After the last row there is nothing to do; before it, the rest is not wanted.
    private func finish(_ exchange: StreamExchange, _ fileID: StaticString, _ line: UInt) async throws(PostgresError) {
        let failure = core.read { _ in exchange.phase == .finished ? exchange.failure : nil }
        if let failure { throw failure.at(fileID, line, sql: exchange.sql) }
        await abandon(exchange)
    }

    /// Waits until the server has ended the request, having cancelled it if need be. Not hurried by cancellation:
    /// the session's deadlines bound it.
    func abandon(_ exchange: Exchange) async {
        while !core.read({ _ in exchange.phase == .finished }) {
            await withUnsafeContinuation { continuation in
                core.withSession { session in
                    exchange.waiter = continuation
                    if exchange.phase == .finished {
                        exchange.wake(&session)
                    } else {
                        session.interrupt(exchange, .cancelled)
                    }
                }
            }
        }
    }
}
