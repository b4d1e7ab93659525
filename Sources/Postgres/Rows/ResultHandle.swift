import CLibpq

/// Rows of a result.
///
/// Few small rows are copied out of libpq's result into one block, and the result is freed at once by the thread that
/// has read it: libpq takes some 3 KB in several pieces for a single integer. A larger result stays where libpq has put
/// it, and is freed with the last view of it.
///
/// The words of a block: from the front one for each value (its offset in bytes, and its length or −1 for NULL), from
/// the back the values.
@usableFromInline
package final class ResultHandle: @unchecked Sendable {
    // @unchecked: rows are added only by `append`, before others see the block; nothing changes a PGresult once libpq
    // has handed it over, and reading one is documented as safe from any number of threads.
    // `@exclusivity(unchecked)`: as Exchange.

    @usableFromInline let shape: ResultShape
    @usableFromInline let sql: String
    /// The number of the first row in the whole result, for errors.
    let firstRow: Int
    @exclusivity(unchecked) @usableFromInline package internal(set) var rowCount = 0
    /// libpq's result, if the rows stay there.
    private let result: OpaquePointer?
    let block: UnsafeMutablePointer<UInt64>?
    /// Where in the block the lowest value begins, in bytes.
    @exclusivity(unchecked) var lowest: Int
    /// How long what the server says was done is, which then is the lowest value.
    @exclusivity(unchecked) var tagLength = 0

    /// Where a value is: nowhere if it is NULL.
    @usableFromInline
    struct Cell {
        @usableFromInline let start: UnsafeRawPointer?
        @usableFromInline let count: Int
    }

    init(_ result: OpaquePointer, rows: Int, _ shape: ResultShape, sql: String) {
        (self.result, rowCount, self.shape, self.sql) = (result, rows, shape, sql)
        (block, lowest, firstRow) = (nil, 0, 0)
    }

    /// An empty block.
    ///
    /// - Parameter bytes: room for the values, and 8 bytes for each of them.
    init(_ shape: ResultShape, sql: String, firstRow: Int = 0, bytes: Int) {
        (self.shape, self.sql, self.firstRow) = (shape, sql, firstRow)
        let words = (bytes + 7) / 8
        (block, lowest, result) = (.allocate(capacity: words), words * 8, nil)
    }

    deinit {
        block?.deallocate()
        if let result { PQclear(result) }
    }

    // MARK: Reading. Rows and columns are checked by the callers.

    @usableFromInline package var columnCount: Int { shape.count }

    var columns: [Column] { zip(shape.names, shape.types).map { Column(name: $0, type: $1) } }

    /// The first column of that name.
    func column(named name: String) -> Int? { shape.names.firstIndex(of: name) }

    var commandTag: String {
        guard let block else { return result.map { String(cString: PQcmdStatus($0)) } ?? "" }
        let start = UnsafeRawPointer(block) + lowest
        return String(decoding: UnsafeRawBufferPointer(start: start, count: tagLength), as: UTF8.self)
    }

    /// Where a value is. Good as long as this is held.
    @usableFromInline
    func cell(_ row: Int, _ column: Int) -> Cell {
        if let block {
            let word = block[row * shape.count + column]
            let length = Int32(truncatingIfNeeded: word >> 32)
            guard length >= 0 else { return Cell(start: nil, count: 0) }
            return Cell(
                start: UnsafeRawPointer(block) + Int(UInt32(truncatingIfNeeded: word)), count: Int(length))
        }
        let (row, column) = (Int32(row), Int32(column))
        guard let result, PQgetisnull(result, row, column) == 0 else { return Cell(start: nil, count: 0) }
        return Cell(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    }

    func isNull(_ row: Int, _ column: Int) -> Bool { cell(row, column).start == nil }

    /// Reads a value.
    @inlinable
    func decode<T: PostgresDecodable>(_ type: T.Type, _ row: Int, _ column: Int) throws(ValueError) -> T {
        let cell = cell(row, column)
        guard let start = cell.start else { return try T.decodeNull() }
        // The block or the result outlives the span: `self` holds it until the value is read.
        defer { withExtendedLifetime(self) {} }
        let bytes = UnsafeRawBufferPointer(start: start, count: cell.count)
        return try T.decode(bytes.bytes, type: shape.types[column])
    }
}
