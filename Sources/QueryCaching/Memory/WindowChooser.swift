/// Chooses the window by what sampled shadow caches with different windows would have saved lately (Einziger, Eytan,
/// Friedman, Manes: *Adaptive Software Cache Management*, 2018, §3).
///
/// The sample is of keys, by some bits of their hashes, and leaves each shadow at least 256 entries (fewer only where
/// the cache itself is smaller). Every two requests an entry of a shadow the scores lose a fifth, and the best
/// shadow's window is chosen.
struct WindowChooser: Sendable {
    struct Settings: Sendable {
        var candidates = CacheWindow.candidates
        var leastEntries = 256
        var decay = 0.8
        /// Sampled requests between two choices, for each entry of a shadow.
        var period = 2
        /// So much more than the present one's a score has to be, as a part of it.
        var margin = 0.0
        var start = 0
    }

    /// The sample's bits in a hash: not those that choose the shard (below) nor the table's (the upper half).
    private static let sampleShift: UInt64 = 8
    private static let mostSampleBits = 23

    private let settings: Settings
    private let capacity: Int
    private let seed: UInt64
    private var entries: Int
    private var shadows: [ShadowCache] = []
    private(set) var scores: [Double]
    private(set) var chosen: Int
    private var untilChoice = 0

    /// Of a hash of which all these bits are 0, requests are sampled.
    private(set) var sampleMask: UInt64 = 0
    private(set) var changes = 0

    init(capacity: Int, entries: Int, settings: Settings, seed: UInt64) {
        self.settings = settings
        self.capacity = capacity
        self.seed = seed
        self.entries = max(entries, 1)
        scores = Array(repeating: 0, count: settings.candidates.count)
        chosen = settings.start
        makeShadows()
    }

    var window: CacheWindow { settings.candidates[chosen] }

    private mutating func makeShadows() {
        let part = (entries / settings.leastEntries).roundedDownToPowerOfTwo
        let bits = min(part.trailingZeroBitCount, Self.mostSampleBits)
        sampleMask = (1 << UInt64(bits) - 1) << Self.sampleShift
        shadows = settings.candidates.enumerated().map { index, window in
            ShadowCache(capacity: max(capacity >> bits, 1), window: window, seed: seed &+ UInt64(index))
        }
        untilChoice = settings.period * max(entries >> bits, 1)
    }

    /// A sampled request. `resident` is what is known of the entry if the cache has it.
    mutating func request(_ hash: UInt64, resident: (weight: UInt32, cost: Float)?) {
        for index in shadows.indices {
            if let saved = shadows[index].request(hash) {
                scores[index] += Double(saved)
            } else if let resident {
                shadows[index].insert(hash, weight: resident.weight, cost: resident.cost)
            }
        }
        untilChoice -= 1
        if untilChoice <= 0 { choose() }
    }

    /// A sampled entry that was put.
    mutating func insert(_ hash: UInt64, weight: UInt32, cost: Float) {
        for index in shadows.indices { shadows[index].insert(hash, weight: weight, cost: cost) }
    }

    mutating func remove(_ hash: UInt64) { for index in shadows.indices { shadows[index].remove(hash) } }

    private mutating func choose() {
        var best = chosen
        for index in scores.indices where scores[index] > scores[best] { best = index }
        if best != chosen, scores[best] > scores[chosen] * (1 + settings.margin) {
            chosen = best
            changes += 1
        }
        for index in scores.indices { scores[index] *= settings.decay }
        untilChoice = settings.period * max(entries * (shadows[0].policy.capacity) / capacity, 1)
        adjust()
    }

    /// When entries turn out to be twice as heavy as believed, or half as heavy, the sample is chosen anew.
    private mutating func adjust() {
        let policy = shadows[chosen].policy
        guard policy.count >= 32 || policy.weight * 2 > policy.capacity else { return }
        let measured = max(capacity / max(policy.weight / max(policy.count, 1), 1), 1)
        guard measured >= entries * 2 || measured * 2 <= entries else { return }
        entries = measured
        makeShadows()
    }
}
