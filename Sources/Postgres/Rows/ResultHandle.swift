import CLibpq

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A libpq result, freed with the last view of it.
package final class ResultHandle: @unchecked Sendable {
    // @unchecked: nothing changes a PGresult once libpq has handed it over, and reading one is documented as safe
    // from any number of threads.
    private let result: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(_ result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    // Rows and columns are checked by the callers: libpq would report others to a notice receiver that may be gone.

    func columnName(_ column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "" }

    func columnType(_ column: Int) -> PostgresType { PostgresType(rawValue: PQftype(result, Int32(column))) }

    var columnTypes: [UInt32] { (0..<columnCount).map { PQftype(result, Int32($0)) } }

    /// Whether its columns are of these types; nil fits all.
    func hasColumnTypes(_ types: [UInt32]?) -> Bool {
        guard let types else { return true }
        guard types.count == columnCount else { return false }
        for index in 0..<columnCount where PQftype(result, Int32(index)) != types[index] { return false }
        return true
    }

    /// What libpq has allocated for it, in bytes.
    var memorySize: Int { PQresultMemorySize(result) }

    /// The first column of that name.
    func column(named name: String) -> Int? {
        name.withCString { name in
            (0..<columnCount).first { index in
                PQfname(result, Int32(index)).map { strcmp($0, name) == 0 } ?? false
            }
        }
    }

    var commandTag: String { String(cString: PQcmdStatus(result)) }

    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

    /// Works on the bytes of a value.
    @inline(__always)
    func withValue<R>(_ row: Int, _ column: Int, _ body: (RawSpan) throws(ValueError) -> R) throws(ValueError) -> R {
        let length = Int(PQgetlength(result, Int32(row), Int32(column)))
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, Int32(row), Int32(column)), count: length)
        // The result outlives the span: it is freed by deinit, and `self` is held during the call.
        return try body(bytes.bytes)
    }
}
