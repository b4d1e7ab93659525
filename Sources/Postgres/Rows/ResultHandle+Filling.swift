import CLibpq

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ResultHandle {
    /// A result of more values, or of more bytes, isn't copied.
    private static let fewValues = 64
    private static let fewBytes = 4096

    /// Takes over a result.
    ///
    /// - Parameter shape: its columns, if they are known.
    static func of(_ result: OpaquePointer, _ shape: ResultShape? = nil, sql: String) -> ResultHandle {
        let shape = shape ?? ResultShape(result)
        let rows = Int(PQntuples(result))
        if rows * shape.count <= fewValues {
            let bytes = bytes(of: result, rows, shape.count)
            if bytes <= fewBytes {
                let tag = PQcmdStatus(result)
                let tagLength = tag.map { Int(strlen($0)) } ?? 0
                let block = ResultHandle(shape, sql: sql, bytes: bytes + tagLength + 8 * rows * shape.count)
                block.append(result, rows)
                if let tag { block.note(tag, tagLength) }
                PQclear(result)
                return block
            }
        }
        return ResultHandle(result, rows: rows, shape, sql: sql)
    }

    /// What the values of a result take.
    static func bytes(of result: OpaquePointer, _ rows: Int, _ columns: Int) -> Int {
        var bytes = 0
        for row in 0..<Int32(rows) {
            for column in 0..<Int32(columns) { bytes += Int(PQgetlength(result, row, column)) }
        }
        return bytes
    }

    /// Copies the rows of a result of the same columns.
    ///
    /// - Returns: false if they don't find room.
    func append(_ result: OpaquePointer) -> Bool {
        let rows = Int(PQntuples(result))
        let columns = shape.count
        let needed = Self.bytes(of: result, rows, columns) + 8 * columns * (rowCount + rows)
        guard needed <= lowest else { return false }
        append(result, rows)
        return true
    }

    private func append(_ result: OpaquePointer, _ rows: Int) {
        guard let block else { return }
        let bytes = UnsafeMutableRawPointer(block)
        var index = rowCount * shape.count
        for row in 0..<Int32(rows) {
            for column in 0..<Int32(shape.count) {
                let count = Int(PQgetlength(result, row, column))
                var length = Int32(truncatingIfNeeded: count)
                if count > 0 {
                    lowest -= count
                    (bytes + lowest).copyMemory(from: PQgetvalue(result, row, column), byteCount: count)
                } else if PQgetisnull(result, row, column) == 1 {
                    length = -1
                }
                block[index] = UInt64(lowest) | UInt64(UInt32(bitPattern: length)) << 32
                index += 1
            }
        }
        rowCount += rows
    }

    private func note(_ tag: UnsafePointer<CChar>, _ length: Int) {
        guard let block else { return }
        lowest -= length
        tagLength = length
        (UnsafeMutableRawPointer(block) + lowest).copyMemory(from: tag, byteCount: length)
    }
}
