/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators" (2014): the same numbers for the same seed.
public struct SeededNumbers: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64, stream: Int = 0) { state = seed &+ UInt64(stream) &* 0xD1B5_4A32_D192_ED03 }

    /// Other numbers each time; the seed is printed, so that a failure can be repeated.
    public static func anew(in test: String) -> SeededNumbers {
        let seed = UInt64.random(in: 0...999_999)
        print("\(test): seed \(seed)")
        return SeededNumbers(seed: seed)
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    public mutating func milliseconds(_ range: ClosedRange<Int>) -> Duration { .milliseconds(number(range)) }

    public mutating func happens(_ percent: Int) -> Bool { number(0...99) < percent }
}
