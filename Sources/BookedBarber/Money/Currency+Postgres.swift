public import Postgres

extension Currency: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { String.postgresType }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        try code.encode(into: &bytes)
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Self {
        let code = try String.decode(bytes, type: type)
        guard let currency = Currency(code) else {
            throw ValueError("it is not a currency code of three upper-case letters")
        }
        return currency
    }
}
