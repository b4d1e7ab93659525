/// All rows of a statement's result. Rows are views: nothing is decoded or copied before it is asked for.
///
/// ```swift
/// for (id, name) in try rows.decode(Int.self, String.self) { print(id, name) }
/// let barbers = try rows.decode(Barber.self)  // RowDecodable
/// ```
public struct Rows: RandomAccessCollection, Sendable {
    @usableFromInline package let result: ResultHandle

    package init(result: ResultHandle) { self.result = result }

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { result.rowCount }

    @inlinable
    public subscript(position: Int) -> Row {
        precondition(position >= 0 && position < endIndex, "row \(position) of \(endIndex)")
        return Row(result: result, row: position)
    }

    public var columns: [Column] { result.columns }

    /// What the server says was done: `SELECT 5`, `UPDATE 3`, `CREATE TABLE`.
    public var commandTag: String { result.commandTag }

    /// How many rows were inserted, updated, deleted or selected; 0 for commands that touch no rows.
    public var affectedRows: Int { commandTag.split(separator: " ").last.flatMap { Int($0) } ?? 0 }

    /// Reads each row, which must have as many columns as there are types.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    @inlinable
    public func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type
    ) throws(PostgresError) -> [(repeat each T)] {
        var decoded: [(repeat each T)] = []
        decoded.reserveCapacity(count)
        for row in 0..<count { decoded.append(try Row(result: result, row: row).decode(repeat each types)) }
        return decoded
    }

    /// Reads the only column of each row.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    @inlinable
    public func decode<T: PostgresDecodable>(_ type: T.Type) throws(PostgresError) -> [T] {
        var decoded: [T] = []
        decoded.reserveCapacity(count)
        for row in 0..<count { decoded.append(try Row(result: result, row: row).decode(only: type)) }
        return decoded
    }

    /// Makes a value of each row.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    @inlinable
    public func decode<T: RowDecodable>(_ type: T.Type) throws(PostgresError) -> [T] {
        var decoded: [T] = []
        decoded.reserveCapacity(count)
        for row in 0..<count { decoded.append(try Row(result: result, row: row).decode(T.self)) }
        return decoded
    }
}

/// A column of a result.
public struct Column: Sendable, Hashable {
    public let name: String
    public let type: PostgresType
}

/// A value that is made of a row.
///
/// ```swift
/// struct Barber: RowDecodable {
///     let id: Int
///     let name: String
///     init(row: Row) throws {
///         id = try row.decode(named: "id")
///         name = try row.decode(named: "name")
///     }
/// }
/// ```
public protocol RowDecodable: Sendable {
    init(row: Row) throws
}
