import CLibpq

/// The columns of a statement, which all its results share.
@usableFromInline
package final class ResultShape: Sendable {
    @usableFromInline let names: [String]
    @usableFromInline let types: [PostgresType]

    init(names: [String], types: [PostgresType]) {
        self.names = names
        self.types = types
    }

    convenience init(_ result: OpaquePointer) {
        let columns = 0..<PQnfields(result)
        self.init(
            names: columns.map { PQfname(result, $0).map { String(cString: $0) } ?? "" },
            types: columns.map { PostgresType(rawValue: PQftype(result, $0)) })
    }

    @usableFromInline var count: Int { types.count }

    /// Whether a result has columns of these types.
    func fits(_ result: OpaquePointer) -> Bool {
        guard types.count == Int(PQnfields(result)) else { return false }
        for index in types.indices where PQftype(result, Int32(index)) != types[index].rawValue { return false }
        return true
    }
}
