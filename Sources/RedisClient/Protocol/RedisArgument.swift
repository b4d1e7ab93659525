import NIOCore

/// What may be an argument of a command: it writes itself, without being turned into a string or an array first.
///
/// Strings, integers, doubles, `[UInt8]` and `ByteBuffer` are; other types can be made so by writing one of those.
public protocol RedisArgument: Sendable {
    /// Writes one bulk string: `$`, the number of bytes, and the bytes. Called with a lock held: short, and without
    /// calls back into the client.
    func write(to buffer: inout ByteBuffer)
}

extension String: RedisArgument {
    @inlinable public func write(to buffer: inout ByteBuffer) {
        buffer.writeRESPLength("$", utf8.count)
        buffer.writeString(self)
        buffer.writeRESPLineEnd()
    }
}

extension Substring: RedisArgument {
    public func write(to buffer: inout ByteBuffer) {
        buffer.writeRESPLength("$", utf8.count)
        buffer.writeSubstring(self)
        buffer.writeRESPLineEnd()
    }
}

extension [UInt8]: RedisArgument {
    public func write(to buffer: inout ByteBuffer) {
        buffer.writeRESPLength("$", count)
        buffer.writeBytes(self)
        buffer.writeRESPLineEnd()
    }
}

extension ByteBuffer: RedisArgument {
    public func write(to buffer: inout ByteBuffer) {
        buffer.writeRESPLength("$", readableBytes)
        buffer.writeImmutableBuffer(self)
        buffer.writeRESPLineEnd()
    }
}

extension Int: RedisArgument {
    public func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension Int64: RedisArgument {
    public func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension UInt64: RedisArgument {
    public func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension Double: RedisArgument {
    /// As Redis reads it; infinities are `inf` and `-inf`.
    public func write(to buffer: inout ByteBuffer) { "\(self)".write(to: &buffer) }
}

extension ByteBuffer {
    @usableFromInline static var lineEnd: UInt16 { 0x0D0A }

    /// Writes a type and a length, such as `$12` and the line's end.
    @usableFromInline mutating func writeRESPLength(_ type: Unicode.Scalar, _ count: Int) {
        let type = UInt8(truncatingIfNeeded: type.value)
        if count < 10 {
            writeInteger(UInt32(type) << 24 | UInt32(48 + count) << 16 | UInt32(Self.lineEnd))
        } else if count < 1000 {
            let digits = UInt32(48 + count / 10 % 10) << 8 | UInt32(48 + count % 10)
            if count >= 100 {
                writeMultipleIntegers(UInt16(type) << 8 | UInt16(48 + count / 100), digits << 16 | UInt32(Self.lineEnd))
            } else {
                writeMultipleIntegers(type, digits << 16 | UInt32(Self.lineEnd))
            }
        } else {
            writeInteger(type)
            writeString(String(count))
            writeInteger(Self.lineEnd)
        }
    }

    /// Writes one bulk string, of two texts.
    package mutating func writeRESPString(_ first: String, _ second: String) {
        writeRESPLength("$", first.utf8.count + second.utf8.count)
        writeString(first)
        writeString(second)
        writeRESPLineEnd()
    }

    @usableFromInline mutating func writeRESPLineEnd() { writeInteger(Self.lineEnd) }
}
