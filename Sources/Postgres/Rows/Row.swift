/// One row of a result: a view that keeps the result alive.
public struct Row: Sendable {
    @usableFromInline let result: ResultHandle
    @usableFromInline let row: Int

    @inlinable
    init(result: ResultHandle, row: Int) {
        self.result = result
        self.row = row
    }

    /// How many columns there are.
    @inlinable public var count: Int { result.columnCount }

    public var columns: [Column] { result.columns }

    /// Reads a column by position, from 0.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    @inlinable
    public func decode<T: PostgresDecodable>(_ type: T.Type = T.self, at index: Int) throws(PostgresError) -> T {
        guard index >= 0, index < count else { throw noColumn(index) }
        do throws(ValueError) { return try result.decode(type, row, index) } catch { throw failed(error, at: index) }
    }

    /// Reads a column by name: the first of that name. Takes time in proportion to the number of columns.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    public func decode<T: PostgresDecodable>(_ type: T.Type = T.self, named name: String) throws(PostgresError) -> T {
        try decode(type, at: try index(name))
    }

    /// Reads all columns, of which there must be as many as types.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    @inlinable
    public func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type
    ) throws(PostgresError) -> (repeat each T) {
        var wanted = 0
        for _ in repeat each types { wanted += 1 }
        guard wanted == count else { throw wrongCount(wanted) }
        var index = -1
        func next<U: PostgresDecodable>(_ type: U.Type) throws(PostgresError) -> U {
            index += 1
            return try decode(type, at: index)
        }
        return (repeat try next(each types))
    }

    /// Makes a value of the row.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    public func decode<T: RowDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        do { return try T(row: self) } catch let error as PostgresError { throw error } catch {
            throw failed("\(T.self): \(error)")
        }
    }

    /// Whether a column is NULL.
    /// - Throws: `.decodingFailed` if there is no such column.
    public func isNull(at index: Int) throws(PostgresError) -> Bool {
        guard index >= 0, index < count else { throw noColumn(index) }
        return result.isNull(row, index)
    }

    public func isNull(named name: String) throws(PostgresError) -> Bool { result.isNull(row, try index(name)) }

    @inlinable
    func decode<T: PostgresDecodable>(only type: T.Type) throws(PostgresError) -> T {
        guard count == 1 else { throw wrongCount(1) }
        return try decode(type, at: 0)
    }

    private func index(_ name: String) throws(PostgresError) -> Int {
        guard let index = result.column(named: name) else {
            let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw failed("there is no column \"\(name)\"; there are \(names)")
        }
        return index
    }

    @usableFromInline
    func noColumn(_ index: Int) -> PostgresError { failed("there is no column \(index): the row has \(count)") }

    @usableFromInline
    func wrongCount(_ wanted: Int) -> PostgresError {
        failed(
            wanted == 1 ? "1 type was given for \(count) columns" : "\(wanted) types were given for \(count) columns")
    }

    @usableFromInline
    func failed(_ error: ValueError, at index: Int) -> PostgresError {
        failed("column \"\(columns[index].name)\" (\(columns[index].type)): \(error)")
    }

    private func failed(_ reason: String) -> PostgresError {
        let number = result.firstRow + row + 1
        return PostgresError(code: .decodingFailed, message: "Row \(number): \(reason).", sql: result.sql)
    }
}
