extension Array: PostgresEncodable where Element: PostgresArrayElement {
    /// The array type of the innermost values; of enums the server infers it.
    public static var postgresType: PostgresType {
        dimensions == 0 ? postgresElementType : postgresElementType.array ?? .unspecified
    }

    public static var isSentAsText: Bool { dimensions > 0 && postgresElementType == .unspecified }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        guard Self.dimensions > 0 else { return try Element.append(self, to: &bytes) }
        var lengths: [Int] = []
        appendLengths(to: &lengths)
        guard lengths.count <= ArrayFormat.maximalDimensions else {
            throw ValueError("an array of \(lengths.count) dimensions; PostgreSQL has at most 6")
        }
        try checkShape(lengths[...])
        // PostgreSQL knows one empty array, without dimensions.
        if lengths.contains(0) { lengths = [] }
        guard !Self.isSentAsText else {
            return try lengths.isEmpty ? bytes.append(contentsOf: "{}".utf8) : appendLiteral(to: &bytes)
        }
        bytes.appendBigEndian(Int32(lengths.count))
        // Whether there are NULLs: the server finds out by itself.
        bytes.appendBigEndian(Int32(1))
        bytes.appendBigEndian(Self.postgresElementType.rawValue)
        for length in lengths {
            guard let length = Int32(exactly: length) else { throw ValueError("an array of \(length) elements") }
            bytes.appendBigEndian(length)
            bytes.appendBigEndian(Int32(1))
        }
        if !lengths.isEmpty { try appendElements(to: &bytes) }
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> [Element] {
        guard dimensions > 0 else {
            guard type == postgresElementType else { throw .mismatch(type, for: Self.self) }
            return try Element.array(bytes)
        }
        guard type.element != nil || type.isUserDefined else { throw .mismatch(type, for: Self.self) }
        var reader = try ArrayFormat.Cursor(bytes, type: type, for: Self.self)
        // The empty array has no dimensions, whatever it was an array of.
        guard !reader.lengths.isEmpty else { return [] }
        guard reader.lengths.count == dimensions else {
            throw ValueError("an array of \(reader.lengths.count) dimensions can't be read as \(Self.self)")
        }
        let array = try decodeElement(&reader, bytes)
        guard reader.offset == bytes.byteCount else { throw reader.malformed(Self.self) }
        return array
    }
}

extension Array: PostgresArrayElement where Element: PostgresArrayElement {
    public static var postgresElementType: PostgresType { Element.postgresElementType }
    public static var dimensions: Int { 1 + Element.dimensions }

    public func appendLengths(to lengths: inout [Int]) {
        guard Self.dimensions > 0 else { return }
        lengths.append(count)
        if let first {
            first.appendLengths(to: &lengths)
        } else {
            lengths += [Int](repeating: 0, count: Element.dimensions)
        }
    }

    public func checkShape(_ lengths: ArraySlice<Int>) throws(ValueError) {
        guard Self.dimensions > 0 else { return }
        guard count == lengths.first else {
            throw ValueError("the inner arrays have different lengths; PostgreSQL's arrays are rectangular")
        }
        guard Element.dimensions > 0 else { return }
        for element in self { try element.checkShape(lengths.dropFirst()) }
    }

    public func appendElements(to bytes: inout [UInt8]) throws(ValueError) {
        guard Self.dimensions > 0 else {
            return try bytes.appendWithLength { bytes throws(ValueError) in try encode(into: &bytes) }
        }
        for element in self { try element.appendElements(to: &bytes) }
    }

    public func appendLiteral(to bytes: inout [UInt8]) throws(ValueError) {
        bytes.append(UInt8(ascii: "{"))
        for (index, element) in enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            try element.appendLiteral(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    public static func decodeElement(
        _ reader: inout ArrayFormat.Cursor, _ bytes: RawSpan
    ) throws(ValueError) -> [Element] {
        guard dimensions > 0 else { return try reader.value(bytes) }
        let length = reader.lengths[reader.depth]
        reader.depth += 1
        defer { reader.depth -= 1 }
        var elements: [Element] = []
        elements.reserveCapacity(length)
        for _ in 0..<length { elements.append(try Element.decodeElement(&reader, bytes)) }
        return elements
    }
}
