/// A type of PostgreSQL, by its object identifier.
public struct PostgresType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Lets the server infer the type of a parameter from where it stands.
    public static let unspecified = PostgresType(0)

    public static let bool = PostgresType(16)
    public static let bytea = PostgresType(17)
    public static let char = PostgresType(18)
    public static let name = PostgresType(19)
    public static let int8 = PostgresType(20)
    public static let int2 = PostgresType(21)
    public static let int4 = PostgresType(23)
    public static let text = PostgresType(25)
    public static let oid = PostgresType(26)
    public static let json = PostgresType(114)
    public static let xml = PostgresType(142)
    public static let float4 = PostgresType(700)
    public static let float8 = PostgresType(701)
    public static let unknown = PostgresType(705)
    public static let inet = PostgresType(869)
    public static let bpchar = PostgresType(1042)
    public static let varchar = PostgresType(1043)
    public static let date = PostgresType(1082)
    public static let time = PostgresType(1083)
    public static let timestamp = PostgresType(1114)
    public static let timestamptz = PostgresType(1184)
    public static let interval = PostgresType(1186)
    public static let timetz = PostgresType(1266)
    public static let numeric = PostgresType(1700)
    public static let void = PostgresType(2278)
    public static let uuid = PostgresType(2950)
    public static let jsonb = PostgresType(3802)
    public static let int4range = PostgresType(3904)
    public static let numrange = PostgresType(3906)
    public static let tsrange = PostgresType(3908)
    public static let tstzrange = PostgresType(3910)
    public static let daterange = PostgresType(3912)
    public static let int8range = PostgresType(3926)

    /// Types that users define (enums, domains, composites) have identifiers from 16384 on.
    public var isUserDefined: Bool { rawValue >= 16384 }

    /// Whether its binary form is text in UTF-8.
    var isTextual: Bool {
        switch self {
        case .text, .varchar, .bpchar, .name, .unknown, .json, .xml, .char: true
        default: isUserDefined
        }
    }

    /// The type of arrays of this type, for the types known here.
    public var array: PostgresType? { Self.arrays[self] }

    /// The type of the elements, if this is an array type known here.
    public var element: PostgresType? { Self.elements[self] }

    /// The server's name for it, or its number.
    public var description: String {
        if let name = Self.names[self] { return name }
        if let element, let name = Self.names[element] { return "\(name)[]" }
        return "type \(rawValue)"
    }

    private static let arrays: [PostgresType: PostgresType] = [
        .bool: .init(1000), .bytea: .init(1001), .name: .init(1003), .int2: .init(1005), .int4: .init(1007),
        .text: .init(1009), .bpchar: .init(1014), .varchar: .init(1015), .int8: .init(1016), .float4: .init(1021),
        .float8: .init(1022), .oid: .init(1028), .timestamp: .init(1115), .date: .init(1182), .time: .init(1183),
        .timestamptz: .init(1185), .interval: .init(1187), .numeric: .init(1231), .uuid: .init(2951),
        .json: .init(199), .jsonb: .init(3807), .int4range: .init(3905), .numrange: .init(3907),
        .tsrange: .init(3909), .tstzrange: .init(3911), .daterange: .init(3913), .int8range: .init(3927),
    ]

    private static let elements = Dictionary(uniqueKeysWithValues: arrays.map { ($0.value, $0.key) })

    private static let names: [PostgresType: String] = [
        .unspecified: "unspecified", .bool: "bool", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "int8",
        .int2: "int2", .int4: "int4", .text: "text", .oid: "oid", .json: "json", .xml: "xml", .float4: "float4",
        .float8: "float8", .unknown: "unknown", .inet: "inet", .bpchar: "bpchar", .varchar: "varchar", .date: "date",
        .time: "time", .timestamp: "timestamp", .timestamptz: "timestamptz", .interval: "interval",
        .timetz: "timetz", .numeric: "numeric", .void: "void", .uuid: "uuid", .jsonb: "jsonb",
        .int4range: "int4range", .numrange: "numrange", .tsrange: "tsrange", .tstzrange: "tstzrange",
        .daterange: "daterange", .int8range: "int8range",
    ]
}
