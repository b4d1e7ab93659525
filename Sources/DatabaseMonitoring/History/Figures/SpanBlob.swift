/// Entries of a span as bytes, sorted by key, all of the same length: the key, and for a sample its value, otherwise
/// count, minimum, mean and maximum. Little-endian; values are 32-bit floating point.
struct SpanBlob {
    private(set) var bytes: [UInt8]
    private let isOfSamples: Bool

    private var stride: Int { isOfSamples ? 8 : 18 }

    init(_ bytes: [UInt8], tier: HistoryTier) {
        (self.bytes, isOfSamples) = (bytes, tier == .sample)
    }

    /// - Parameter entries: sorted by key.
    init(_ entries: [SpanEntry], tier: HistoryTier) {
        self.init([UInt8](), tier: tier)
        bytes.reserveCapacity(entries.count * stride)
        for entry in entries {
            append(entry.key)
            if !isOfSamples {
                append(entry.count)
                append(entry.minimum.bitPattern)
            }
            append(entry.mean.bitPattern)
            if !isOfSamples { append(entry.maximum.bitPattern) }
        }
    }

    /// Those that can be; damaged ones are missing.
    var entries: [SpanEntry] { (0..<count).compactMap { entry(at: $0) } }

    /// The entry of a key, in logarithmic time, or in constant time when it is where it was in the last span.
    ///
    /// - Parameter place: where to look first; afterwards, where it was.
    func entry(of key: UInt32, place: inout Int) -> SpanEntry? {
        if place < count, self.key(at: place) == key { return entry(at: place) }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self.key(at: middle) < key { low = middle + 1 } else { high = middle }
        }
        guard low < count, self.key(at: low) == key else { return nil }
        place = low
        return entry(at: low)
    }

    private var count: Int { bytes.count.isMultiple(of: stride) ? bytes.count / stride : 0 }

    private func key(at place: Int) -> UInt32 { word(place * stride) }

    private func entry(at place: Int) -> SpanEntry? {
        let start = place * stride
        if isOfSamples {
            let value = Float(bitPattern: word(start + 4))
            return SpanEntry(key: word(start), count: 1, minimum: value, mean: value, maximum: value)
        }
        return SpanEntry(
            key: word(start), count: UInt16(bytes[start + 4]) | UInt16(bytes[start + 5]) << 8,
            minimum: Float(bitPattern: word(start + 6)), mean: Float(bitPattern: word(start + 10)),
            maximum: Float(bitPattern: word(start + 14)))
    }

    private func word(_ offset: Int) -> UInt32 {
        UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
            | UInt32(bytes[offset + 3]) << 24
    }

    private mutating func append(_ value: some FixedWidthInteger & UnsignedInteger) {
        var rest = value
        for _ in 0..<(value.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
