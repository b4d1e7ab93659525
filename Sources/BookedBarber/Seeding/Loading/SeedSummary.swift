/// What a seeding has written.
public struct SeedSummary: Hashable, Sendable {
    /// Tables in the order in which they were filled.
    public let tables: [Table]
    public let elapsed: Duration

    /// Rows of one table.
    public struct Table: Hashable, Sendable {
        public let name: String
        public let rows: Int
    }

    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    /// Rows written to one table; 0 for one that was not.
    public subscript(table: String) -> Int { tables.first { $0.name == table }?.rows ?? 0 }
}
