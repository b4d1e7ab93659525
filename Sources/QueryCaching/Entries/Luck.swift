import Synchronization

/// Spreads moments of expiry. No secret, so it needn't be asked of the system each time, which takes longer than the
/// rest of an entry.
enum Luck {
    private static let drawn = Atomic(UInt64.random(in: 0...UInt64.max))

    /// From 0 to 1.
    static func draw() -> Double {
        let number = drawn.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        return Double(SplitMix64.mix(number) >> 11) * 0x1p-53
    }
}
