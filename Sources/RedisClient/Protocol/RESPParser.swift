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
    }

    /// The next value. After an error there is nothing more to be had.
    mutating func next() throws(RESPProtocolError) -> RESPParserEvent {
        while true {
            let value: RESPValue
            if let bulk {
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

    /// The next bytes: a view of the buffer, or a copy when a view would keep much more memory alive than it shows.
    mutating func take(_ length: Int) -> ByteBuffer {
        guard length > 0, let slice = buffer.readSlice(length: length) else { return ByteBuffer() }
        if length >= buffer.storageCapacity / 4 {
            isOwned = false
            return slice
        }
        var copy = ByteBufferAllocator().buffer(capacity: length)
        copy.writeImmutableBuffer(slice)
        return copy
    }
}
