extension Query {
    /// Collects the text and the values of an interpolated query.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var sql = ""
        @usableFromInline var bindings = Bindings()

        private static let placeholders = (0..<10).map { "$\($0)" }

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount * 3)
            bindings.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { sql += literal }

        /// Binds a value; nil is NULL.
        @inlinable
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T?) {
            bindings.append(value)
            appendPlaceholder()
        }

        /// Raw SQL, as it is. Never for anything that came from outside of the program.
        public mutating func appendInterpolation(unescaped text: String) { sql += text }

        /// The name of a table or column, quoted.
        public mutating func appendInterpolation(identifier name: String) {
            guard !name.utf8.contains(0) else {
                return bindings.fail("the identifier contains a NUL character")
            }
            sql += name.quotedIdentifier
        }

        /// Another query as a part of this one, with its values.
        public mutating func appendInterpolation(query: Query) {
            let offset = bindings.count
            bindings.append(contentsOf: query.bindings)
            guard offset > 0, query.bindings.count > 0 else {
                sql += query.sql
                return
            }
            sql += Placeholders.shift(query.sql, by: offset)
        }

        @usableFromInline
        mutating func appendPlaceholder() {
            let number = bindings.count
            sql += number < 10 ? Self.placeholders[number] : "$\(number)"
        }
    }
}
