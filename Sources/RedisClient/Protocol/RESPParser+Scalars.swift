import NIOCore

extension RESPParser {
    /// A value that fits on a line.
    static func scalar(_ type: UInt8, _ text: ByteBuffer) throws(RESPProtocolError) -> RESPValue {
        switch type {
        case UInt8(ascii: "+"): return .simpleString(String(buffer: text))
        case UInt8(ascii: "-"): return .error(RedisServerError(text: String(buffer: text)))
        case UInt8(ascii: "("): return .bigNumber(try bigNumber(text))
        case UInt8(ascii: ","): return .double(try double(text))
        case UInt8(ascii: "#"):
            switch String(buffer: text) {
            case "t": return .boolean(true)
            case "f": return .boolean(false)
            default: throw RESPProtocolError("A boolean is neither t nor f.")
            }
        default:
            guard text.readableBytes == 0 else { throw RESPProtocolError("A null has contents.") }
            return .null
        }
    }

    private static func bigNumber(_ text: ByteBuffer) throws(RESPProtocolError) -> String {
        let bytes = text.readableBytesView
        let digits = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
            throw RESPProtocolError("A big number is no decimal number.")
        }
        return String(buffer: text)
    }

    private static func double(_ text: ByteBuffer) throws(RESPProtocolError) -> Double {
        let text = String(buffer: text)
        switch text {
        case "inf": return .infinity
        case "-inf": return -.infinity
        case "nan", "-nan": return .nan
        default:
            guard text.utf8.first.map({ (48...57).contains($0) || $0 == 45 || $0 == 43 || $0 == 46 }) ?? false,
                let number = Double(text), text.utf8.allSatisfy({ $0 != 120 && $0 != 88 })
            else { throw RESPProtocolError("A double is no decimal number.") }
            return number
        }
    }

    /// A string of announced length, with the line's end; nil when it has not come completely.
    mutating func readBulk(_ bulk: Bulk) throws(RESPProtocolError) -> RESPValue? {
        if excess != nil, bulk.length > 0 {
            // It is not kept: it may go as it comes.
            let count = min(bulk.length, buffer.readableBytes)
            buffer.moveReaderIndex(forwardBy: count)
            self.bulk?.length = bulk.length - count
            guard bulk.length == count else { return nil }
        }
        let length = excess == nil ? bulk.length : 0
        guard buffer.readableBytes >= length + 2 else { return nil }
        guard buffer.getInteger(at: buffer.readerIndex + length, as: UInt16.self) == 0x0D0A else {
            throw RESPProtocolError("A string is longer than was announced.")
        }
        let bytes = take(length, isBare: bulk.kind == .string && isBare)
        buffer.moveReaderIndex(forwardBy: 2)
        guard excess == nil else { return .null }
        switch bulk.kind {
        case .string: return .bulkString(bytes)
        case .error: return .error(RedisServerError(text: String(buffer: bytes)))
        case .verbatim:
            var text = bytes
            guard let format = text.readString(length: 4), format.last == ":" else {
                throw RESPProtocolError("A verbatim string has no format.")
            }
            return .verbatimString(format: String(format.dropLast()), text)
        }
    }
}
