import NIOCore

/// A value as it stands in Redis: its generations, how it came about, and its encoded bytes.
///
/// | bytes | what |
/// |---|---|
/// | 1 | format, 1 |
/// | 1 | flags: 1 = there is no value (an optional that is nil) |
/// | 8 | when its load began, milliseconds since 1970 |
/// | 8 | how long its load took, nanoseconds |
/// | 8 | hash of its tags' names |
/// | 8 | generation of everything |
/// | 2 | number of tags |
/// | 8 each | their generations |
/// | rest | the value |
///
/// Numbers are little-endian.
struct RemoteEntry: Equatable {
    static let format: UInt8 = 1

    var isNegative: Bool
    var readAt: Int64
    var loadTime: Int64
    var tagsHash: UInt64
    var generations: SharedGenerations
    var payload: [UInt8]

    var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.format, isNegative ? 1 : 0]
        bytes.reserveCapacity(36 + 8 * generations.tags.count + payload.count)
        bytes.append(littleEndian: UInt64(bitPattern: readAt))
        bytes.append(littleEndian: UInt64(bitPattern: loadTime))
        bytes.append(littleEndian: tagsHash)
        bytes.append(littleEndian: generations.everything)
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: generations.tags.count))
        for generation in generations.tags { bytes.append(littleEndian: generation) }
        bytes += payload
        return bytes
    }

    init(
        isNegative: Bool, readAt: Int64, loadTime: Int64, tagsHash: UInt64, generations: SharedGenerations,
        payload: [UInt8]
    ) {
        (self.isNegative, self.readAt, self.loadTime) = (isNegative, readAt, loadTime)
        (self.tagsHash, self.generations, self.payload) = (tagsHash, generations, payload)
    }

    /// Nil when it is of another format, or damaged.
    init?(_ bytes: ByteBuffer) {
        var rest = bytes
        guard rest.readInteger(as: UInt8.self) == Self.format, let flags = rest.readInteger(as: UInt8.self), flags <= 1,
            let readAt = rest.readInteger(endianness: .little, as: Int64.self),
            let loadTime = rest.readInteger(endianness: .little, as: Int64.self),
            let tagsHash = rest.readInteger(endianness: .little, as: UInt64.self),
            let everything = rest.readInteger(endianness: .little, as: UInt64.self),
            let count = rest.readInteger(endianness: .little, as: UInt16.self), rest.readableBytes >= 8 * Int(count)
        else { return nil }
        var tags: [UInt64] = []
        tags.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let generation = rest.readInteger(endianness: .little, as: UInt64.self) else { return nil }
            tags.append(generation)
        }
        isNegative = flags == 1
        (self.readAt, self.loadTime, self.tagsHash) = (readAt, loadTime, tagsHash)
        generations = SharedGenerations(everything: everything, tags: tags)
        payload = rest.readBytes(length: rest.readableBytes) ?? []
    }

    /// FNV-1a (Fowler, Noll, Vo), 64 bits: the same in every process.
    static func hash(of tags: [CacheTag]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for tag in tags {
            for byte in tag.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return hash
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian number: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
