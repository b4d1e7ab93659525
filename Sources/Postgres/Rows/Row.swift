/// One row of a result: a view that keeps the result alive.
public struct Row: Sendable {
    private let result: ResultHandle
    private let row: Int
    private let number: Int
    private let sql: String

    /// - Parameter number: the row's number in the whole result, from 0, for errors.
    package init(result: ResultHandle, row: Int, number: Int, sql: String) {
        self.result = result
        self.row = row
        self.number = number
        self.sql = sql
    }

    /// How many columns there are.
    public var count: Int { result.columnCount }

    public var columns: [Column] {
        (0..<count).map { Column(name: result.columnName($0), type: result.columnType($0)) }
    }

    /// Reads a column by position, from 0.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    public func decode<T: PostgresDecodable>(_ type: T.Type = T.self, at index: Int) throws(PostgresError) -> T {
        guard index >= 0, index < count else {
            throw failed("there is no column \(index): the row has \(count)")
        }
        do {
            if result.isNull(row, index) { return try T.decodeNull() }
            let columnType = result.columnType(index)
            return try result.withValue(row, index) { bytes throws(ValueError) in
                try T.decode(bytes, type: columnType)
            }
        } catch {
            let column = "column \"\(result.columnName(index))\" (\(result.columnType(index)))"
            throw failed("\(column): \(error)")
        }
    }

    /// Reads a column by name: the first of that name. Takes time in proportion to the number of columns.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    public func decode<T: PostgresDecodable>(_ type: T.Type = T.self, named name: String) throws(PostgresError) -> T {
        try decode(type, at: try index(name))
    }

    /// Reads all columns, of which there must be as many as types.
    /// - Throws: `.decodingFailed`, naming the row, the column and both types.
    public func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type
    ) throws(PostgresError) -> (repeat each T) {
        var wanted = 0
        for _ in repeat each types { wanted += 1 }
        guard wanted == count else { throw failed("\(wanted) types were given for \(count) columns") }
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
        guard index >= 0, index < count else {
            throw failed("there is no column \(index): the row has \(count)")
        }
        return result.isNull(row, index)
    }

    public func isNull(named name: String) throws(PostgresError) -> Bool { result.isNull(row, try index(name)) }

    func decode<T: PostgresDecodable>(only type: T.Type) throws(PostgresError) -> T {
        guard count == 1 else { throw failed("1 type was given for \(count) columns") }
        return try decode(type, at: 0)
    }

    private func index(_ name: String) throws(PostgresError) -> Int {
        guard let index = result.column(named: name) else {
            let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw failed("there is no column \"\(name)\"; there are \(names)")
        }
        return index
    }

    private func failed(_ reason: String) -> PostgresError {
        PostgresError(code: .decodingFailed, message: "Row \(number + 1): \(reason).", sql: sql)
    }
}
