import Synchronization

/// Takes the rows of a `COPY … FROM STDIN (FORMAT binary)`. Used by one task at a time.
///
/// Rows are collected into pieces of some 64 KiB. Types must be the columns' own: `Int32` for `integer`, `Int` for
/// `bigint`, a `PostgresEnum` for an enum; the server converts nothing.
public final class BinaryCopyWriter: Sendable {
    // PGCOPY\n\377\r\n\0, no flags, no header extension.
    private static let header: [UInt8] = [
        0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
    ]
    private static let trailer: [UInt8] = [0xFF, 0xFF]
    private static let pieceBytes = 64 * 1024

    private let writer: CopyWriter
    private let columns: Int
    private let buffer = Mutex(header)

    init(_ writer: CopyWriter, columns: Int) {
        self.writer = writer
        self.columns = columns
    }

    /// Adds one row: a value for each column, nil for NULL.
    /// - Throws: `.encodingFailed` when a value can't be encoded or their number is not that of the columns.
    public func write<each T: PostgresEncodable>(row values: repeat (each T)?) async throws(PostgresError) {
        let full = try buffer.withLock { buffer throws(PostgresError) -> [UInt8]? in
            let start = buffer.count
            var count = 0
            buffer.append(contentsOf: [0, 0])
            do {
                for value in repeat each values {
                    count += 1
                    try append(value, to: &buffer)
                }
                guard count == columns else {
                    throw PostgresError(
                        code: .encodingFailed, message: "A row of \(count) values was given for \(columns) columns.")
                }
            } catch {
                buffer.removeSubrange(start...)
                throw (error as? PostgresError)
                    ?? PostgresError(code: .encodingFailed, message: "Value \(count) of a row: \(error)")
            }
            buffer[start] = UInt8(truncatingIfNeeded: count >> 8)
            buffer[start + 1] = UInt8(truncatingIfNeeded: count)
            guard buffer.count >= Self.pieceBytes else { return nil }
            defer { buffer = [] }
            return buffer
        }
        if let full { try await writer.write(full) }
    }

    func finish() async throws(PostgresError) {
        try await writer.write(buffer.withLock { $0 + Self.trailer })
    }
}

/// A value with its length before it; −1 for NULL.
private func append<T: PostgresEncodable>(_ value: T?, to buffer: inout [UInt8]) throws(ValueError) {
    guard let value, !value.isPostgresNull else { return buffer.appendBigEndian(Int32(-1)) }
    guard !T.isSentAsText else { throw ValueError("\(T.self) has no binary form; use COPY in text format") }
    try buffer.appendWithLength { bytes throws(ValueError) in try value.encode(into: &bytes) }
}

extension Connection {
    /// Loads rows into a table by binary `COPY`, the fastest way there is.
    ///
    /// ```swift
    /// let rows = try await connection.copyIn(table: "services", columns: ["id", "name"]) { writer in
    ///     for service in services { try await writer.write(row: service.id, service.name) }
    /// }
    /// ```
    ///
    /// - Parameter table: a name, or a schema's and a table's joined by a dot; both are quoted.
    /// - Returns: the number of rows loaded.
    @discardableResult
    public func copyIn(
        table: String, columns: [String], fileID: StaticString = #fileID, line: UInt = #line,
        _ body: (BinaryCopyWriter) async throws -> Void
    ) async throws -> Int {
        let names = table.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        let target = names.map { Substring($0).quotedIdentifier }.joined(separator: ".")
        let list = columns.map(\.quotedIdentifier).joined(separator: ", ")
        let sql = "COPY \(target) (\(list)) FROM STDIN (FORMAT binary)"
        return try await copyIn(sql, fileID: fileID, line: line) { writer in
            let rows = BinaryCopyWriter(writer, columns: columns.count)
            try await body(rows)
            try await rows.finish()
        }.rows
    }
}
