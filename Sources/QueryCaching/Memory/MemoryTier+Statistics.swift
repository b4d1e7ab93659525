import Synchronization

extension MemoryTier {
    /// Takes each shard's lock for a moment, one after the other.
    package var statistics: MemoryTierStatistics {
        var statistics = MemoryTierStatistics()
        statistics.capacity = capacity
        for shard in shards { shard.state.withLock { $0.add(to: &statistics) } }
        chooser.withLock { chooser in
            statistics.windowShare = Double(chooser.window.permille) / 1000
            statistics.windowChanges = chooser.changes
        }
        return statistics
    }
}

extension MemoryShardState {
    func add(to statistics: inout MemoryTierStatistics) {
        statistics.entries += policy.count
        statistics.weight += policy.weight
        statistics.hits += hits
        statistics.misses += totals.misses
        statistics.admissions += totals.admissions
        statistics.rejections += totals.rejections
        statistics.evictions += totals.evictions
        statistics.tooHeavy += totals.tooHeavy
    }
}
