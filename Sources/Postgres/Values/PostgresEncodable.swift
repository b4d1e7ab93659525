/// A value that can be sent to the server as a parameter or in a binary COPY.
public protocol PostgresEncodable: Sendable {
    /// The type that the value is sent as; `.unspecified` lets the server infer it.
    static var postgresType: PostgresType { get }

    /// Appends the value in PostgreSQL's binary format, without its length.
    /// - Throws: `ValueError` when the type can't hold the value. It must not quote the value.
    func encode(into bytes: inout [UInt8]) throws(ValueError)

    /// Whether values travel as text. Only arrays of enums do: in binary an array names the type of its elements,
    /// which the server alone knows.
    static var isSentAsText: Bool { get }

    /// Whether it is an Optional that is nil.
    var isPostgresNull: Bool { get }
}

extension PostgresEncodable {
    public static var isSentAsText: Bool { false }
    public var isPostgresNull: Bool { false }
}

/// A value that can be read from a column.
public protocol PostgresDecodable: Sendable {
    /// Reads a value in PostgreSQL's binary format.
    /// - Throws: `ValueError` when the type is another one or the bytes make no sense. Never traps, whatever they are.
    static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Self

    /// What NULL is read as; most types refuse it.
    static func decodeNull() throws(ValueError) -> Self
}

extension PostgresDecodable {
    public static func decodeNull() throws(ValueError) -> Self { throw .isNull(for: Self.self) }
}

public typealias PostgresCodable = PostgresEncodable & PostgresDecodable
