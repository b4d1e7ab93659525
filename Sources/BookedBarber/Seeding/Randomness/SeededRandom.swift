/// Pseudo-random numbers that are the same on every machine and with every version of Swift.
///
/// xoshiro256** 1.0 (Blackman and Vigna, *Scrambled Linear Pseudorandom Number Generators*, 2018), its state filled by
/// SplitMix64 as its authors advise. Draws use integers and exact floating-point operations only, never a function of
/// the C library whose last digit differs between systems.
package struct SeededRandom: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    package init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// A stream of its own for each path, so that what one part draws never moves what another part gets.
    init(seed: UInt64, _ part: Part, _ path: Int...) {
        var mixer = SplitMix64(state: seed)
        for step in [part.rawValue] + path {
            mixer = SplitMix64(state: mixer.next() ^ UInt64(bitPattern: Int64(step)))
        }
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// What a stream is for.
    enum Part: Int {
        case demoPassword = 1
        case shop, person, clients, timeOff, bookings, payments, payouts
    }

    package mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = (product << 7 | product >> 57) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 << 45 | state.3 >> 19
        return result
    }

    /// 0 ..< `bound`, every number equally likely (Lemire, *Fast Random Integer Generation in an Interval*, 2019).
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "nothing to choose from")
        let bound = UInt64(bound)
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= bound || product.low >= (0 &- bound) % bound { return Int(product.high) }
        }
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < probability
    }

    mutating func element<Value>(of values: [Value]) -> Value {
        values[below(values.count)]
    }
}

/// The generator that fills the state of another one (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number
/// Generators*, 2014).
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A permutation of all 64-bit numbers that leaves no pattern to see.
    static func mixed(_ number: UInt64) -> UInt64 {
        var value = number
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
