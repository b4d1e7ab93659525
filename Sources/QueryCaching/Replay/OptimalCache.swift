/// The most hits that any cache of so many entries can have (Bélády: *A Study of Replacement Algorithms for a
/// Virtual-Storage Computer*, 1966, with bypass: what is asked for again last need not enter).
///
/// A resident entry is known by the position of its next request, so that the cache is a set of positions: a request is
/// a hit if its own position is in the set. O(n log n) with a base of 64; 4 bytes a request, and 1 bit.
public struct OptimalCache: Sendable {
    public static func hits(_ trace: CacheTrace, capacity: Int) -> Int {
        let next = nextRequests(trace)
        var resident = OrderedPositions(count: next.count)
        var (hits, count) = (0, 0)
        for position in next.indices {
            if resident.remove(position) {
                hits += 1
                count -= 1
            }
            guard next[position] >= 0 else { continue }
            resident.insert(Int(next[position]))
            count += 1
            if count > capacity, let last = resident.last {
                _ = resident.remove(last)
                count -= 1
            }
        }
        return hits
    }

    /// For each request, the position of the next one for the same key; -1 when there is none.
    private static func nextRequests(_ trace: CacheTrace) -> [Int32] {
        var next = [Int32](repeating: -1, count: trace.keys.count)
        var seen = [Int32](repeating: -1, count: trace.distinct)
        for position in trace.keys.indices.reversed() {
            let key = Int(trace.keys[position])
            next[position] = seen[key]
            seen[key] = Int32(position)
        }
        return next
    }
}

/// A set of small numbers whose greatest is found quickly: a bit for each, and above each level a bit for each word.
struct OrderedPositions: Sendable {
    private var levels: [[UInt64]] = []

    init(count: Int) {
        var words = count
        repeat {
            words = (words + 63) / 64
            levels.append(Array(repeating: 0, count: max(words, 1)))
        } while words > 1
    }

    mutating func insert(_ position: Int) {
        var position = position
        for level in levels.indices {
            levels[level][position >> 6] |= 1 << UInt64(position & 63)
            position >>= 6
        }
    }

    /// - Returns: whether it was in the set.
    mutating func remove(_ position: Int) -> Bool {
        guard levels[0][position >> 6] & (1 << UInt64(position & 63)) != 0 else { return false }
        var position = position
        for level in levels.indices {
            levels[level][position >> 6] &= ~(1 << UInt64(position & 63))
            if levels[level][position >> 6] != 0 { break }
            position >>= 6
        }
        return true
    }

    var last: Int? {
        var position = 0
        for level in levels.reversed() {
            let word = level[position]
            guard word != 0 else { return nil }
            position = position << 6 + (63 - word.leadingZeroBitCount)
        }
        return position
    }
}
