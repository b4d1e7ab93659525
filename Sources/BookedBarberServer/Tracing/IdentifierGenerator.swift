import BookedBarber
import Synchronization

/// Random numbers for the names of requests and traces, which must differ, but needn't be secret: without a call of
/// the operating system for each. Seeded with 256 bits from there.
struct IdentifierGenerator: RandomNumberGenerator {
    private static let state = Mutex(seeded())

    private static func seeded() -> SeededRandom {
        var system = SystemRandomNumberGenerator()
        // A state of zeros would stay one.
        return SeededRandom(state: (system.next() | 1, system.next(), system.next(), system.next()))
    }

    mutating func next() -> UInt64 { Self.state.withLock { $0.next() } }
}
