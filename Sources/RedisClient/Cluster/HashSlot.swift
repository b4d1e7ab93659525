import NIOCore

/// Where a cluster keeps a key: one of 16,384 slots, by CRC-16 of the key or of its hash tag.
///
/// "Redis cluster specification", key distribution model and hash tags, redis.io.
public struct HashSlot: Hashable, Sendable {
    public static let count = 16_384

    /// 0 to 16,383.
    public let number: Int

    public init?(_ number: Int) {
        guard (0..<Self.count).contains(number) else { return nil }
        self.number = number
    }

    /// The slot of a key. Keys with the same text between the first `{` and the next `}` share one.
    public init(of key: some RedisArgument) {
        var written = ByteBuffer()
        key.write(to: &written)
        // The length and its line's end stand before the bytes, and a line's end after them.
        let bytes = written.readableBytesView
        let start = bytes.firstIndex(of: 10).map { bytes.index(after: $0) } ?? bytes.startIndex
        self.init(ofBytes: bytes[start...].dropLast(2))
    }

    init(ofBytes key: ByteBufferView) {
        var hashed = key
        if let open = key.firstIndex(of: UInt8(ascii: "{")) {
            let tag = key[key.index(after: open)...]
            if let close = tag.firstIndex(of: UInt8(ascii: "}")), close > tag.startIndex {
                hashed = tag[..<close]
            }
        }
        number = Int(Self.crc16(hashed)) % Self.count
    }

    /// CRC-16/XMODEM: polynomial 0x1021, initially 0.
    static func crc16(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var crc: UInt16 = 0
        for byte in bytes { crc = crc << 8 ^ table[Int(UInt8(truncatingIfNeeded: crc >> 8) ^ byte)] }
        return crc
    }

    private static let table: [UInt16] = (0..<256).map { index in
        (0..<8).reduce(UInt16(index) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
    }
}
