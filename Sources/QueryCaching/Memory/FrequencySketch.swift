/// How often keys were asked for lately, roughly: a count-min sketch (Cormode, Muthukrishnan 2005) of 4-bit counters
/// that all halve from time to time (Einziger, Friedman, Manes: *TinyLFU*, 2017, §3).
///
/// A key has one counter in each of four rows, and its estimate is the smallest of them: between two halvings it is
/// never less than the true count (up to 15), and more only when all four are shared with other keys. The four stand in
/// one block of 64 bytes, so that a key costs one line of the processor's cache.
///
/// Four words (64 counters) an entry: with one, the many keys that are asked for once share so many counters that they
/// look like keys that were asked for twice, and drive out entries whose frequency is exact.
struct FrequencySketch: Sendable {
    static let most: UInt8 = 15
    private static let wordsPerBlock = 8
    private static let wordsPerEntry = 4
    private static let rows = 4

    private var words: [UInt64]
    private var blockMask: Int

    /// - Parameter entries: how many keys it is to tell apart; rounded up to a power of two.
    init(entries: Int) {
        let blocks = max(entries * Self.wordsPerEntry / Self.wordsPerBlock, 1).roundedUpToPowerOfTwo
        words = Array(repeating: 0, count: blocks * Self.wordsPerBlock)
        blockMask = blocks - 1
    }

    /// The number of keys it was made for.
    var entries: Int { words.count / Self.wordsPerEntry }

    func estimate(_ hash: UInt64) -> UInt8 {
        let place = place(hash)
        var smallest = UInt64(Self.most)
        for row in 0..<Self.rows {
            let counter = place.counter(row)
            smallest = min(smallest, (words[counter.word] >> counter.shift) & 0xF)
        }
        return UInt8(smallest)
    }

    /// Counts one request: only the smallest of the key's counters rise (conservative update).
    mutating func record(_ hash: UInt64) {
        let estimate = estimate(hash)
        if estimate < Self.most { raise(hash, to: estimate + 1) }
    }

    /// Lets no counter of the key be below `count`.
    mutating func raise(_ hash: UInt64, to count: UInt8) {
        let place = place(hash)
        let count = UInt64(min(count, Self.most))
        for row in 0..<Self.rows {
            let (word, shift) = place.counter(row)
            guard (words[word] >> shift) & 0xF < count else { continue }
            words[word] = words[word] & ~(0xF << shift) | (count << shift)
        }
    }

    /// Ages all counts. Linear in the size of the sketch, sixteen counters a step.
    mutating func halve() {
        for index in words.indices { words[index] = (words[index] >> 1) & 0x7777_7777_7777_7777 }
    }

    /// Makes room for twice as many keys. Every estimate stays: a block's two successors begin as copies of it.
    mutating func grow() {
        words += words
        blockMask = blockMask * 2 + 1
    }

    private struct Place {
        var block: Int
        var bits: UInt64

        func counter(_ row: Int) -> (word: Int, shift: UInt64) {
            let bits = self.bits >> UInt64(row * 5)
            return (block + row * 2 + Int(bits & 1), ((bits >> 1) & 0xF) * 4)
        }
    }

    /// Hashes of one shard, or of a sample, have some bits in common: they are mixed again.
    private func place(_ hash: UInt64) -> Place {
        let mixed = SplitMix64.mix(hash)
        return Place(block: (Int(truncatingIfNeeded: mixed >> 32) & blockMask) * Self.wordsPerBlock, bits: mixed)
    }
}
