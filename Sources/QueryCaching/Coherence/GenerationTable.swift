import Synchronization

/// Counts the invalidations of tags, in a fixed number of places: each tag has one, by its hash.
///
/// Two tags that share a place invalidate each other's values, which costs a load and is never wrong; with a table per
/// tag memory would grow with the tags, or forgetting a tag would have to invalidate it. The same as the table of
/// versioned locks in Dice, Shalev and Shavit, "Transactional Locking II" (DISC 2006, section 2.1).
///
/// Reading is one atomic load. Whatever was read before an invalidation returned is told apart from what is read
/// after it, whichever thread asks.
final class GenerationTable: Sendable {
    private final class Counter: Sendable {
        let value = Atomic<UInt64>(0)
    }

    /// The place that every value depends on: what is read by ``advanceAll()``.
    static let everything: UInt32 = 0

    private let counters: [Counter]
    private let mask: Int

    /// - Parameter places: rounded up to a power of two; 40 bytes each.
    init(places: Int) {
        let count = max(2, places).roundedUpToPowerOfTwo
        counters = (0..<count).map { _ in Counter() }
        mask = count - 1
    }

    func place(of tag: CacheTag) -> UInt32 {
        let place = tag.hashValue & mask
        return UInt32(truncatingIfNeeded: place == 0 ? mask : place)
    }

    func current(_ place: UInt32) -> UInt64 { counters[Int(place)].value.load(ordering: .acquiring) }

    func advance(_ tag: CacheTag) { advance(tag == .everything ? Self.everything : place(of: tag)) }

    func advanceAll() { advance(Self.everything) }

    private func advance(_ place: UInt32) { counters[Int(place)].value.add(1, ordering: .acquiringAndReleasing) }

    /// What holds now, to be compared later.
    func capture(_ tags: [CacheTag]) -> CapturedGenerations {
        CapturedGenerations(
            everything: current(Self.everything),
            places: tags.map { tag in
                let place = place(of: tag)
                return CapturedGenerations.Place(number: place, generation: current(place))
            })
    }

    /// Whether none of them has advanced since.
    func isCurrent(_ captured: CapturedGenerations) -> Bool {
        guard captured.everything == current(Self.everything) else { return false }
        for place in captured.places where current(place.number) != place.generation { return false }
        return true
    }
}

/// The generations of a value's tags at one moment.
struct CapturedGenerations: Sendable, Equatable {
    struct Place: Sendable, Equatable {
        let number: UInt32
        let generation: UInt64
    }

    let everything: UInt64
    let places: [Place]
}
