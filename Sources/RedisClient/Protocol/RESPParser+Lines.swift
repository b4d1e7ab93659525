import NIOCore

extension RESPParser {
    enum Line {
        case value(RESPValue)
        /// A string or an aggregate was announced.
        case opened
        case incomplete
    }

    private static let carriageReturn: UInt8 = 13
    private static let lineFeed: UInt8 = 10
    /// A sign, 19 digits and the line's end.
    private static let longestNumber = 22
    /// Larger strings are no Redis: its own limit is 512 MB by default.
    private static let longestBulk = Int(Int32.max)

    /// Reads the line that begins every value.
    mutating func readLine() throws(RESPProtocolError) -> Line {
        guard let type = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return .incomplete }
        switch type {
        case UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "!"): return try openBulk(type)
        case UInt8(ascii: ":"):
            guard let number = try readNumber() else { return .incomplete }
            return .value(.integer(Int64(number)))
        case UInt8(ascii: "*"): return try openAggregate(.array, valuesPerItem: 1)
        case UInt8(ascii: "%"): return try openAggregate(.map, valuesPerItem: 2)
        case UInt8(ascii: "~"): return try openAggregate(.set, valuesPerItem: 1)
        case UInt8(ascii: ">"):
            guard frames.isEmpty else { throw RESPProtocolError("A push came within another value.") }
            return try openAggregate(.push, valuesPerItem: 1)
        case UInt8(ascii: "|"): return try openAggregate(.attribute, valuesPerItem: 2)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "#"),
            UInt8(ascii: "_"):
            guard let text = try readText() else { return .incomplete }
            return .value(try Self.scalar(type, text))
        default: throw RESPProtocolError("A value can't begin with the byte \(type).")
        }
    }

    private mutating func openBulk(_ type: UInt8) throws(RESPProtocolError) -> Line {
        guard let length = try readNumber() else { return .incomplete }
        if length == -1, type == UInt8(ascii: "$") { return .value(.null) }
        guard (0...Self.longestBulk).contains(length) else {
            throw RESPProtocolError("A string can't have \(length) bytes.")
        }
        let kind: Bulk.Kind =
            switch type {
            case UInt8(ascii: "!"): .error
            case UInt8(ascii: "="): .verbatim
            default: .string
            }
        spend(bytes: length, elements: 0)
        bulk = Bulk(kind: kind, length: length)
        return .opened
    }

    private mutating func openAggregate(
        _ kind: RESPFrame.Kind, valuesPerItem: Int
    ) throws(RESPProtocolError) -> Line {
        guard let count = try readNumber() else { return .incomplete }
        if count == -1, kind == .array { return .value(.null) }
        guard (0...Self.longestBulk).contains(count) else {
            throw RESPProtocolError("An aggregate can't have \(count) elements.")
        }
        guard frames.count < limits.replyDepth else {
            throw RESPProtocolError("A reply is nested deeper than the limit of \(limits.replyDepth).")
        }
        // Values that are announced, so that a reply that is too large is dropped before it has come.
        if excess == nil, count * valuesPerItem > limits.replyElements {
            spend(bytes: 0, elements: count * valuesPerItem)
        }
        guard count > 0 else {
            let empty = RESPFrame(kind, values: 0)
            guard let value = empty.value else { return .opened }
            return .value(value)
        }
        frames.append(RESPFrame(kind, values: count * valuesPerItem))
        return .opened
    }

    /// The number of a line, with its type and its end.
    ///
    /// - Returns: nil when the line is not complete.
    private mutating func readNumber() throws(RESPProtocolError) -> Int? {
        var index = buffer.readerIndex + 1
        let end = buffer.writerIndex
        var isNegative = false
        var magnitude: UInt64 = 0
        let first = index
        while index < end, let byte = buffer.getInteger(at: index, as: UInt8.self) {
            if byte &- 48 < 10 {
                let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
                let (sum, isOver) = product.addingReportingOverflow(UInt64(byte &- 48))
                guard !isTooLarge, !isOver else { throw RESPProtocolError("A number has too many digits.") }
                magnitude = sum
            } else if byte == Self.carriageReturn {
                guard index > first + (isNegative ? 1 : 0) else { throw RESPProtocolError("A number has no digits.") }
                guard index + 1 < end else { return nil }
                guard buffer.getInteger(at: index + 1, as: UInt8.self) == Self.lineFeed else {
                    throw RESPProtocolError("A line ends with a carriage return alone.")
                }
                spend(bytes: index + 2 - buffer.readerIndex)
                buffer.moveReaderIndex(to: index + 2)
                return try Self.signed(magnitude, isNegative)
            } else if index == first, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
                isNegative = byte == UInt8(ascii: "-")
            } else if byte == UInt8(ascii: "?") {
                throw RESPProtocolError("A streamed value came, which was not asked for.")
            } else {
                throw RESPProtocolError("A number contains the byte \(byte).")
            }
            index += 1
            guard index - first <= Self.longestNumber else { throw RESPProtocolError("A number has too many digits.") }
        }
        return nil
    }

    private static func signed(_ magnitude: UInt64, _ isNegative: Bool) throws(RESPProtocolError) -> Int {
        if let number = isNegative ? Int(exactly: -Int128(magnitude)) : Int(exactly: magnitude) { return number }
        throw RESPProtocolError("A number is larger than 64 bits can hold.")
    }

    /// The text of a line, without its type and its end; nil when the line is not complete.
    private mutating func readText() throws(RESPProtocolError) -> ByteBuffer? {
        let from = buffer.readerIndex + 1 + searched
        let view = buffer.viewBytes(at: from, length: buffer.writerIndex - from)
        guard let end = view?.firstIndex(of: Self.lineFeed) else {
            guard buffer.readableBytes <= limits.lineBytes else {
                throw RESPProtocolError("A line is longer than the limit of \(limits.lineBytes) bytes.")
            }
            searched = max(0, buffer.readableBytes - 1)
            return nil
        }
        let length = end - buffer.readerIndex - 2
        guard length >= 0, buffer.getInteger(at: end - 1, as: UInt8.self) == Self.carriageReturn else {
            throw RESPProtocolError("A line ends with a line feed alone.")
        }
        guard length <= limits.lineBytes else {
            throw RESPProtocolError("A line is longer than the limit of \(limits.lineBytes) bytes.")
        }
        searched = 0
        spend(bytes: length + 3)
        buffer.moveReaderIndex(forwardBy: 1)
        let text = buffer.readSlice(length: length)
        buffer.moveReaderIndex(forwardBy: 2)
        return text
    }
}
