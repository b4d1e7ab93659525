/// Random numbers for load: a few nanoseconds each, as those of pgbench's own generator.
package struct RandomNumbers: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init() { state = .random(in: 0...UInt64.max) }

    package init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea, Flood: *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 1 to `limit`.
    package mutating func draw(_ limit: Int32) -> Int32 { Int32((next() >> 33) % UInt64(limit)) + 1 }
}
