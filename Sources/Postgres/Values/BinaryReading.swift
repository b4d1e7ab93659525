extension RawSpan {
    /// The big-endian integer at `offset`; nil past the end.
    @inlinable
    package func integer<T: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int = 0, as type: T.Type = T.self
    ) -> T? {
        guard offset >= 0, byteCount - offset >= MemoryLayout<T>.size else { return nil }
        // Sound: the bounds were checked, and every bit pattern is an integer.
        return T(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// The big-endian integer that is all there is; nil if the size is another one.
    @inlinable
    package func wholeInteger<T: FixedWidthInteger & BitwiseCopyable>(as type: T.Type = T.self) -> T? {
        byteCount == MemoryLayout<T>.size ? integer() : nil
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Whether a byte is 0. Looks at all of them without branches, many at a time.
    package var containsZero: Bool {
        withUnsafeBytes { $0.reduce(false) { found, byte in found || byte == 0 } }
    }

    /// The text from `offset` on; nil if it isn't UTF-8.
    package func text(from offset: Int = 0) -> String? {
        guard offset <= byteCount else { return nil }
        return withUnsafeBytes { String(validating: $0[offset...], as: UTF8.self) }
    }

    /// Works on a part of it; nil if it doesn't lie within.
    package func withPart<R, E: Error>(
        _ offset: Int, _ length: Int, _ body: (RawSpan) throws(E) -> R
    ) throws(E) -> R? {
        guard offset >= 0, length >= 0, length <= byteCount - offset else { return nil }
        return try body(extracting(offset..<(offset + length)))
    }
}
