import CLibpq

/// A statement whose rows are handed on as they come, with back pressure: reading stops while many rows wait.
final class StreamExchange: QueryExchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    /// Reading stops at this many rows that nobody has taken yet, or at so many bytes of them.
    static let highWaterMark = 512
    private static let highWaterBytes = 4 << 20

    /// A block that holds the first rows, and one that holds more.
    private static let firstBytes = 4096
    private static let usualBytes = 32_768

    @exclusivity(unchecked) private var blocks: [ResultHandle] = []
    /// Rows in `blocks`, and what they take.
    @exclusivity(unchecked) private var waitingBytes = 0
    @exclusivity(unchecked) private var waiting = 0
    /// Rows before `blocks`.
    @exclusivity(unchecked) private var taken = 0
    @exclusivity(unchecked) private var shape: ResultShape?

    override var isExclusive: Bool { true }
    var hasRows: Bool { waiting > 0 }

    override func willExecute(_ connection: OpaquePointer) { _ = PQsetSingleRowMode(connection) }

    override func accept(_ result: OpaquePointer, _ session: inout Session) -> Reception? {
        guard PQresultStatus(result) == PGRES_SINGLE_TUPLE else { return super.accept(result, &session) }
        guard interruption == nil else {
            isCutShort = true
            PQclear(result)
            return nil
        }
        keep(result)
        restartPatience()
        (arrivals, receivedBytes) = (0, 0)
        if isFull {
            deadline = nil
            wake(&session)
            return .paused
        }
        return nil
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        if isFull, interruption == nil { return .paused }
        let reception = super.receive(connection, &session)
        if hasRows { wake(&session) }
        return reception
    }

    override func interrupt(_ connection: OpaquePointer, _ session: inout Session) {
        if hasRows { isCutShort = true }
        _ = removeBlocks()
        super.interrupt(connection, &session)
    }

    /// The rows that have come. Reading goes on if it had stopped.
    func takeRows(_ session: inout Session) -> [ResultHandle] {
        let rows = removeBlocks()
        if phase == .underWay, deadline == nil {
            restartPatience()
            session.setReading(true)
            session.advance()
        }
        return rows
    }

    private func removeBlocks() -> [ResultHandle] {
        defer { (blocks, taken, waiting, waitingBytes) = ([], taken + waiting, 0, 0) }
        return blocks
    }

    private var isFull: Bool { waiting >= Self.highWaterMark || waitingBytes >= Self.highWaterBytes }

    private func keep(_ result: OpaquePointer) {
        defer { PQclear(result) }
        waiting += 1
        waitingBytes += PQresultMemorySize(result)
        if let last = blocks.last, last.append(result) { return }
        let shape = shape ?? ResultShape(result)
        self.shape = shape
        let needed = ResultHandle.bytes(of: result, 1, shape.count) + 8 * shape.count
        let usual = taken + waiting == 1 ? Self.firstBytes : Self.usualBytes
        let block = ResultHandle(
            shape, sql: sql, firstRow: taken + waiting - 1, bytes: max(needed, usual))
        _ = block.append(result)
        blocks.append(block)
    }
}
