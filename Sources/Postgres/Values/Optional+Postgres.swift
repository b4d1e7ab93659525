extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public static var postgresType: PostgresType { Wrapped.postgresType }
    public static var isSentAsText: Bool { Wrapped.isSentAsText }
    public var isPostgresNull: Bool { self?.isPostgresNull ?? true }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        guard let self else { throw ValueError("NULL has no bytes") }
        try self.encode(into: &bytes)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Wrapped? {
        try Wrapped.decode(bytes, type: type)
    }

    public static func decodeNull() -> Wrapped? { nil }
}
