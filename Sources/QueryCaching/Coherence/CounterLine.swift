import Synchronization

/// Counters in one allocation, side by side: a list of single ones would take three times the memory, and lie in the
/// processor's cache less often.
final class CounterLine: Sendable {
    static let count = 8

    private let counter0 = Atomic<UInt64>(0)
    private let counter1 = Atomic<UInt64>(0)
    private let counter2 = Atomic<UInt64>(0)
    private let counter3 = Atomic<UInt64>(0)
    private let counter4 = Atomic<UInt64>(0)
    private let counter5 = Atomic<UInt64>(0)
    private let counter6 = Atomic<UInt64>(0)
    private let counter7 = Atomic<UInt64>(0)

    /// - Parameter index: its lowest three bits count.
    @inline(__always)
    func value(_ index: Int) -> UInt64 {
        switch index & 7 {
        case 0: counter0.load(ordering: .acquiring)
        case 1: counter1.load(ordering: .acquiring)
        case 2: counter2.load(ordering: .acquiring)
        case 3: counter3.load(ordering: .acquiring)
        case 4: counter4.load(ordering: .acquiring)
        case 5: counter5.load(ordering: .acquiring)
        case 6: counter6.load(ordering: .acquiring)
        default: counter7.load(ordering: .acquiring)
        }
    }

    /// - Parameter index: its lowest three bits count.
    func advance(_ index: Int) {
        switch index & 7 {
        case 0: counter0.add(1, ordering: .acquiringAndReleasing)
        case 1: counter1.add(1, ordering: .acquiringAndReleasing)
        case 2: counter2.add(1, ordering: .acquiringAndReleasing)
        case 3: counter3.add(1, ordering: .acquiringAndReleasing)
        case 4: counter4.add(1, ordering: .acquiringAndReleasing)
        case 5: counter5.add(1, ordering: .acquiringAndReleasing)
        case 6: counter6.add(1, ordering: .acquiringAndReleasing)
        default: counter7.add(1, ordering: .acquiringAndReleasing)
        }
    }
}
