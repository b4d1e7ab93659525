/// The data of a `COPY … TO STDOUT`, in pieces of whole rows. One pass, by one task.
public struct CopyReader: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = PostgresError

    let connection: Connection
    let exchange: CopyOutExchange

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reader: CopyReader

        public mutating func next() async throws(PostgresError) -> [UInt8]? { try await reader.nextPiece() }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(PostgresError) -> [UInt8]? {
            try await reader.nextPiece()
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: self) }

    /// - Returns: nil after the last piece.
    private func nextPiece() async throws(PostgresError) -> [UInt8]? {
        while true {
            let (bytes, isFinished) = connection.core.withSession { session in
                (exchange.takeBytes(&session), exchange.phase == .finished)
            }
            if !bytes.isEmpty { return bytes }
            if isFinished {
                if let failure = exchange.ending { throw failure }
                return nil
            }
            await connection.wait(exchange) { session in
                if exchange.hasBytes || exchange.phase == .finished { exchange.wake(&session) }
            }
        }
    }
}

extension Connection {
    /// Reads data by `COPY … TO STDOUT`. At most some 256 KiB wait in memory: a slow reader holds the server back.
    ///
    /// When `body` ends before the data does, the COPY is cancelled on the server.
    public func copyOut<R>(
        _ sql: String, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (CopyReader) async throws -> R
    ) async throws -> R {
        let exchange = CopyOutExchange(sql: sql, patience: configuration.queryTimeout)
        core.withSession { $0.submit(exchange) }
        do {
            let result = try await body(CopyReader(connection: self, exchange: exchange))
            let failure = core.read { _ in exchange.phase == .finished ? exchange.failure : nil }
            if let failure { throw failure }
            await abandon(exchange)
            return result
        } catch {
            await abandon(exchange)
            throw (error as? PostgresError)?.at(fileID, line, sql: sql) ?? error
        }
    }
}
