import NIOCore

/// Reads RESP2 and RESP3 from bytes that come in pieces of any size.
///
/// Any bytes lead to a value, to `needsMore` or to an error. It goes on where it stopped: the work is linear in the
/// number of bytes, however they are split. Memory grows only with bytes that have come, never with a length or a
/// count that was merely announced, and stays within ``RedisLimits``.
///
/// Format: "Redis serialization protocol specification", redis.io; `RESP3.md` by S. Sanfilippo. Streamed strings and
/// aggregates, which no server sends unasked, are errors.
struct RESPParser: Sendable {
    /// A string of announced length that has not come completely.
    struct Bulk: Sendable {
        enum Kind: Sendable { case string, error, verbatim }
        var kind: Kind
        /// Bytes to come, without the line's end.
        var length: Int
    }

    let limits: RedisLimits
    var buffer = ByteBuffer()
    /// Whether the buffer's memory is this parser's alone, so that appending to it copies nothing.
    private var isOwned = false
    /// Whether what there is to be read is not much less than the memory it stands in.
    private var isFilled = false
    /// How many bytes of an unfinished line have been searched for its end.
    var searched = 0
    var bulk: Bulk?
    var frames: [RESPFrame] = []
    /// Values and bytes of the reply so far.
    private var elements = 0
    private var bytes = 0
    /// Set when the reply is over a limit: from then on nothing of it is kept.
    var excess: RESPExcess?

    init(limits: RedisLimits = RedisLimits()) { self.limits = limits }

    /// Adds bytes. They may come before or after all values have been taken.
    mutating func append(_ piece: ByteBuffer) {
        var piece = piece
        if buffer.readableBytes == 0 {
            buffer = piece
            isOwned = false
        } else if isOwned {
            if buffer.readerIndex > 1 << 16, buffer.readerIndex > buffer.readableBytes { buffer.discardReadBytes() }
            buffer.writeBuffer(&piece)
        } else {
            var joined = ByteBufferAllocator().buffer(capacity: buffer.readableBytes + piece.readableBytes)
            joined.writeBuffer(&buffer)
            joined.writeBuffer(&piece)
            buffer = joined
            isOwned = true
        }
        isFilled = buffer.isCompact
    }

    /// The next value. After an error there is nothing more to be had.
    mutating func next() throws(RESPProtocolError) -> RESPParserEvent {
        while true {
            let value: RESPValue
            if bulk == nil, let whole = wholeString() {
                if frames.isEmpty {
                    elements = 0
                    bytes = 0
                    return .reply(whole)
                }
                value = whole
            } else if let bulk {
                guard let found = try readBulk(bulk) else { return .needsMore }
                self.bulk = nil
                value = found
            } else {
                switch try readLine() {
                case .value(let found): value = found
                case .opened: continue
                case .incomplete: return .needsMore
                }
            }
            if let event = try fold(value) { return event }
        }
    }

    /// A string that has come completely, of the commonest kind, at once. Nil for everything else, and what is over a
    /// limit: then nothing has been read.
    private mutating func wholeString() -> RESPValue? {
        let start = buffer.readerIndex
        guard buffer.getInteger(at: start, as: UInt8.self) == UInt8(ascii: "$"), excess == nil else { return nil }
        var (index, length) = (start + 1, 0)
        while index < start + 5, let digit = buffer.getInteger(at: index, as: UInt8.self), digit &- 48 < 10 {
            length = length * 10 + Int(digit &- 48)
            index += 1
        }
        let count = index + 2 - start + length
        guard index > start + 1, buffer.getInteger(at: index, as: UInt16.self) == Self.lineEnd,
            buffer.getInteger(at: start + count, as: UInt16.self) == Self.lineEnd,
            bytes + count <= limits.replyBytes, elements < limits.replyElements
        else { return nil }
        bytes += count
        elements += 1
        buffer.moveReaderIndex(to: index + 2)
        let string = take(length, isBare: isBare)
        buffer.moveReaderIndex(forwardBy: 2)
        return .bulkString(string)
    }

    static var lineEnd: UInt16 { 0x0D0A }

    /// Counts what is about to be read of the current reply.
    mutating func spend(bytes count: Int, elements added: Int = 1) {
        bytes += count
        elements += added
        if excess == nil {
            if bytes > limits.replyBytes { excess = .bytes(limit: limits.replyBytes) }
            if elements > limits.replyElements { excess = .elements(limit: limits.replyElements) }
            if excess != nil { for index in frames.indices { frames[index].drop() } }
        }
    }

    /// Puts a complete value where it belongs.
    ///
    /// - Returns: nil when the reply is not complete yet.
    private mutating func fold(_ value: RESPValue) throws(RESPProtocolError) -> RESPParserEvent? {
        var value = value
        while !frames.isEmpty {
            let isFull = frames[frames.count - 1].add(value, keeping: excess == nil)
            guard isFull, let frame = frames.popLast() else { return nil }
            // An attribute stands before a value and is none.
            guard let whole = frame.value else { return nil }
            value = whole
        }
        defer {
            elements = 0
            bytes = 0
            excess = nil
        }
        if let excess {
            // Nobody waits for it who could be told that it is missing.
            if case .push = value { throw RESPProtocolError("A push is larger than the limits allow.") }
            return .oversized(excess)
        }
        if case .push(let parts) = value { return .push(parts) }
        return .reply(value)
    }

    /// The next bytes of a string: a view of the buffer, or a copy.
    ///
    /// - Parameter isBare: whether ``RESPValue/compact`` will see it, which copies what is to be kept: then all views
    ///   together keep no more than four times the bytes alive that have come.
    mutating func take(_ length: Int, isBare: Bool) -> ByteBuffer {
        guard length > 0, let slice = buffer.readSlice(length: length) else { return ByteBuffer() }
        guard isBare && isFilled || slice.isCompact else { return slice.copied }
        isOwned = false
        return slice
    }

    /// Whether it is a reply, or an element of an array that is one.
    var isBare: Bool { frames.isEmpty || frames.count == 1 && frames[0].kind == .array }
}
