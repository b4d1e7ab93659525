/// PostgreSQL's binary format of arrays: dimensions, a flag for NULLs, the elements' type, a length and a lower bound
/// for each dimension, then the elements. Source: `array_send` in PostgreSQL's `arrayfuncs.c`.
public enum ArrayFormat {
    /// PostgreSQL's own limit (MAXDIM).
    static let maximalDimensions = 6

    /// Where a reader stands in the bytes of an array.
    public struct Cursor {
        let arrayType: PostgresType
        private(set) var elementType = PostgresType.unspecified
        /// Lengths of the dimensions, outermost first.
        private(set) var lengths: [Int] = []
        var depth = 0
        private(set) var offset = 0

        init(_ bytes: RawSpan, type: PostgresType, for swiftType: Any.Type) throws(ValueError) {
            arrayType = type
            guard let dimensions = bytes.integer(at: 0, as: Int32.self),
                (0...Int32(maximalDimensions)).contains(dimensions),
                let element = bytes.integer(at: 8, as: UInt32.self)
            else { throw malformed(swiftType) }
            elementType = PostgresType(rawValue: element)
            offset = 12
            var elements = 1
            for _ in 0..<dimensions {
                guard let length = bytes.integer(at: offset, as: Int32.self), length > 0 else {
                    throw malformed(swiftType)
                }
                // Each element takes four bytes at least: what claims to hold more is not believed.
                let (product, overflow) = elements.multipliedReportingOverflow(by: Int(length))
                guard !overflow, product <= bytes.byteCount / 4 else { throw malformed(swiftType) }
                elements = product
                lengths.append(Int(length))
                offset += 8
            }
        }

        /// Reads one value with its length before it, or NULL.
        mutating func value<Value: PostgresDecodable>(_ bytes: RawSpan) throws(ValueError) -> Value {
            guard let length = bytes.integer(at: offset, as: Int32.self) else { throw malformed(Value.self) }
            offset += 4
            guard length != -1 else { return try Value.decodeNull() }
            let type = elementType
            guard
                let value = try bytes.withPart(
                    offset, Int(length), { part throws(ValueError) in try Value.decode(part, type: type) })
            else { throw malformed(Value.self) }
            offset += Int(length)
            return value
        }

        func malformed(_ swiftType: Any.Type) -> ValueError { .malformed(arrayType, for: swiftType) }
    }
}
