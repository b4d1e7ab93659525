/// What a request needs to know of a slot, in two bytes: whether it is in use, by a key of which hash, and how often it
/// was asked for. Those of all slots stand side by side, so that they stay in the processor's cache where the entries
/// don't fit.
struct SlotUsage: Sendable {
    private static let touched: UInt16 = 0x80
    private static let hot = touched | UInt16(FrequencySketch.most)

    /// From above: 1 and seven bits of the hash; whether it was touched; three unused bits; the frequency. 0 is free.
    private(set) var bits: UInt16

    static let free = SlotUsage(bits: 0)

    private init(bits: UInt16) { self.bits = bits }

    init(hash: UInt64, frequency: UInt8) {
        bits = Self.tag(hash) << 8 | UInt16(min(frequency, FrequencySketch.most))
    }

    static func tag(_ hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 57) | 0x80 }

    var isFree: Bool { bits == 0 }
    var tag: UInt16 { bits >> 8 }

    /// Requests lately, up to 15.
    var frequency: UInt8 { UInt8(truncatingIfNeeded: bits & 0xF) }

    /// Whether the entry was asked for since it came to its place in the list.
    var isTouched: Bool { bits & Self.touched != 0 }

    /// Whether `touch` would change nothing.
    var isHot: Bool { bits & Self.hot == Self.hot }

    mutating func touch() {
        bits |= Self.touched
        if frequency < FrequencySketch.most { bits += 1 }
    }

    mutating func settle() { bits &= ~Self.touched }
    mutating func halve() { bits = bits & ~0xF | (bits & 0xF) >> 1 }
}
