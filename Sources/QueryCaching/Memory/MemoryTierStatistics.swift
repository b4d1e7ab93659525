/// What a shard has done since it was made, apart from hits.
struct MemoryTierTotals: Sendable {
    var misses = 0
    var admissions = 0
    var rejections = 0
    var evictions = 0
    var tooHeavy = 0
}

/// A memory tier at one moment, and what it has done since it was made. Each shard's figures are of one moment; the
/// shards are read one after the other.
public struct MemoryTierStatistics: Sendable, Equatable {
    public internal(set) var entries = 0
    /// Of all entries, with their bookkeeping.
    public internal(set) var weight = 0
    public internal(set) var capacity = 0
    public internal(set) var hits = 0
    public internal(set) var misses = 0
    /// Candidates for the main part that displaced others.
    public internal(set) var admissions = 0
    /// Candidates that others were worth more than: they count as evictions too.
    public internal(set) var rejections = 0
    public internal(set) var evictions = 0
    /// Entries that were not taken, because they are heavier than a shard.
    public internal(set) var tooHeavy = 0
    /// The window that is aimed at, as a part of the capacity.
    public internal(set) var windowShare = 0.0
    /// How often another window was chosen.
    public internal(set) var windowChanges = 0

    public var hitRatio: Double { hits + misses == 0 ? 0 : Double(hits) / Double(hits + misses) }
}
