import Postgres

/// A value's binary form.
func encoded<Value: PostgresEncodable>(_ value: Value) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try value.encode(into: &bytes)
    return bytes
}

func decoded<Value: PostgresDecodable>(
    _ bytes: [UInt8], _ type: PostgresType, as _: Value.Type = Value.self
) throws -> Value {
    try Value.decode(bytes.span.bytes, type: type)
}

/// Encoded and decoded again as its own type.
func roundTrip<Value: PostgresCodable>(_ value: Value) throws -> Value {
    try decoded(encoded(value), Value.postgresType)
}

/// Numbers in network byte order, one after the other.
func bigEndian<Integer: FixedWidthInteger>(_ integers: Integer...) -> [UInt8] {
    integers.flatMap { integer in withUnsafeBytes(of: integer.bigEndian) { Array($0) } }
}

/// What was thrown, as text.
func complaint(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "nothing was thrown"
    } catch {
        return "\(error)"
    }
}

/// The same sequence of numbers in every run (SplitMix64).
struct RepeatableGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
