import Synchronization

/// Random numbers for the names of requests and traces, which must differ, but needn't be secret: without a call of
/// the operating system for each. Seeded with 256 bits from there.
///
/// xoshiro256** (Blackman, Vigna: *Scrambled Linear Pseudorandom Number Generators*, 2018).
struct IdentifierGenerator: RandomNumberGenerator {
    private struct State {
        var words: (UInt64, UInt64, UInt64, UInt64)

        init() {
            var system = SystemRandomNumberGenerator()
            // A state of zeros would stay one.
            words = (system.next() | 1, system.next(), system.next(), system.next())
        }

        mutating func next() -> UInt64 {
            let product = words.1 &* 5
            let result = (product << 7 | product >> 57) &* 9
            let shifted = words.1 << 17
            words.2 ^= words.0
            words.3 ^= words.1
            words.1 ^= words.2
            words.0 ^= words.3
            words.2 ^= shifted
            words.3 = words.3 << 45 | words.3 >> 19
            return result
        }
    }

    private static let state = Mutex(State())

    mutating func next() -> UInt64 { Self.state.withLock { $0.next() } }
}
