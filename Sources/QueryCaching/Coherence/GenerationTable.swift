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
    /// The place that every value depends on: what is read by ``advanceAll()``.
    static let everything: UInt32 = 0

    private let lines: [CounterLine]
    private let mask: Int

    /// - Parameter places: rounded up to a power of two; 13 bytes each.
    init(places: Int) {
        let count = max(2, places).roundedUpToPowerOfTwo
        lines = (0..<max(1, count / CounterLine.count)).map { _ in CounterLine() }
        mask = count - 1
    }

    func place(of tag: CacheTag) -> UInt32 {
        let place = tag.hashValue & mask
        return UInt32(truncatingIfNeeded: place == 0 ? mask : place)
    }

    func current(_ place: UInt32) -> UInt64 { lines[Int(place) / CounterLine.count].value(Int(place)) }

    func advance(_ tag: CacheTag) { advance(tag == .everything ? Self.everything : place(of: tag)) }

    func advanceAll() { advance(Self.everything) }

    private func advance(_ place: UInt32) { lines[Int(place) / CounterLine.count].advance(Int(place)) }

    /// What holds now, to be compared later.
    func capture(_ tags: [CacheTag]) -> CapturedGenerations {
        let everything = current(Self.everything)
        return CapturedGenerations(everything: everything, count: tags.count) { index in
            let place = place(of: tags[index])
            return CapturedGenerations.Place(number: place, generation: current(place))
        }
    }

    /// Whether none of them has advanced since.
    func isCurrent(_ captured: CapturedGenerations) -> Bool {
        guard captured.everything == current(Self.everything), isCurrent(captured.first) else { return false }
        if captured.second.number != Self.everything, !isCurrent(captured.second) { return false }
        return captured.hasMore ? captured.more.allSatisfy { isCurrent($0) } : true
    }

    private func isCurrent(_ place: CapturedGenerations.Place) -> Bool { current(place.number) == place.generation }
}

/// The generations of a value's tags at one moment. Two of them are in place: what a hit compares lies side by side.
struct CapturedGenerations: Sendable, Equatable {
    struct Place: Sendable, Equatable {
        let number: UInt32
        let generation: UInt64
    }

    let everything: UInt64
    let first: Place
    let second: Place
    let hasMore: Bool
    let more: [Place]

    /// - Parameter place: of the tag of a number.
    init(everything: UInt64, count: Int, _ place: (Int) -> Place) {
        let none = Place(number: GenerationTable.everything, generation: everything)
        self.everything = everything
        first = count > 0 ? place(0) : none
        second = count > 1 ? place(1) : none
        more = count > 2 ? (2..<count).map(place) : []
        hasMore = count > 2
    }
}
