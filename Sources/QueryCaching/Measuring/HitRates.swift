import Synchronization

/// How many hits a second the memory tier serves beside a `Dictionary` under one `Mutex`, for keys of which all are
/// resident.
///
/// It stands in this module because that is where the tier is specialized for the cache's keys: a generic type of
/// another module is several times slower.
public struct HitRates: Sendable {
    /// Hits a second, by round.
    public private(set) var reference: [Double] = []
    public private(set) var tier: [Double] = []

    /// A key of two parts, as a cache has them.
    public struct RowKey: Hashable, Sendable {
        var kind: UInt32
        var id: Int64
    }

    private final class Row: Sendable {}

    public enum Keys: String, Sendable, CaseIterable { case pair, int }

    /// - Parameters:
    ///   - sequence: the keys that each thread asks for; each begins elsewhere in it.
    ///   - concurrently: runs a closure on so many threads and returns when all are done.
    public init(
        _ keys: Keys, _ sequence: [Int], threads: Int, rounds: Int,
        concurrently: (Int, @escaping @Sendable (Int) -> Void) -> Void
    ) {
        switch keys {
        case .pair:
            let pairs = sequence.map { RowKey(kind: UInt32($0 & 3), id: Int64($0)) }
            measure(pairs, threads, rounds, concurrently)
        case .int: measure(sequence, threads, rounds, concurrently)
        }
    }

    private mutating func measure<Key: Hashable & Sendable>(
        _ sequence: [Key], _ threads: Int, _ rounds: Int,
        _ concurrently: (Int, @escaping @Sendable (Int) -> Void) -> Void
    ) {
        let distinct = Set(sequence)
        let dictionary = Mutex<[Key: Row]>([:])
        let cache = MemoryTier<Key, Row>(
            capacity: distinct.count * 2, expectedWeight: 1, entryOverhead: 0, processors: 2)
        for key in distinct {
            let row = Row()
            dictionary.withLock { $0[key] = row }
            cache.put(key, row, weight: 1)
        }
        for _ in 0..<rounds {
            reference.append(
                rate(sequence, threads, concurrently) { keys in
                    var found = 0
                    for key in keys where dictionary.withLock({ $0[key] }) != nil { found += 1 }
                    return found
                })
            tier.append(
                rate(sequence, threads, concurrently) { keys in
                    var found = 0
                    for key in keys where cache.value(for: key) != nil { found += 1 }
                    return found
                })
        }
    }

    private func rate<Key: Sendable>(
        _ sequence: [Key], _ threads: Int, _ concurrently: (Int, @escaping @Sendable (Int) -> Void) -> Void,
        _ ask: @escaping @Sendable (ArraySlice<Key>) -> Int
    ) -> Double {
        let found = FoundCount()
        let time = ContinuousClock().measure {
            concurrently(threads) { thread in
                let start = thread * (sequence.count / threads)
                let sum = ask(sequence[start...]) + ask(sequence[..<start])
                found.count.add(sum, ordering: .relaxed)
            }
        }
        return Double(found.count.load(ordering: .relaxed)) / (time / .seconds(1))
    }

    private final class FoundCount: Sendable { let count = Atomic(0) }
}
