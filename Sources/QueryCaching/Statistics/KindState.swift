import Metrics
import Synchronization

/// What a cache knows of one kind of data: its policy, and what has happened.
final class KindState: Sendable {
    let name: String
    let policy: CachePolicy
    let memoryHits = StripedCounter()
    let live = LiveEntries()
    let version: Int
    /// Whether values are stored in Redis, too.
    let isShared: Bool
    private let counts = Mutex(KindStatistics.Counts())
    private let timers: KindTimers?

    /// - Parameter isShared: there is a Redis, and a codec.
    init(name: String, version: Int = 1, policy: CachePolicy, isShared: Bool = false, timers: KindTimers? = nil) {
        (self.name, self.version, self.policy) = (name, version, policy)
        self.isShared = isShared && policy.isShared
        self.timers = timers
    }

    /// A value was served from memory.
    func hit(_ entry: CacheEntry, at now: Int64) {
        if memoryHits.add() % KindStatistics.sampling == 1 {
            let age = entry.lifetime.age(at: now)
            counts.withLock { $0.age.record(nanoseconds: age) }
            timers?.age.recordNanoseconds(age)
        }
    }

    func count(_ what: any WritableKeyPath<KindStatistics.Counts, Int> & Sendable) {
        counts.withLock { $0[keyPath: what] += 1 }
    }

    func loaded(in nanoseconds: Int64) {
        counts.withLock { $0.loads.record(nanoseconds: nanoseconds) }
        timers?.loadDuration.recordNanoseconds(nanoseconds)
    }

    func servedRemote(age: Int64) {
        counts.withLock {
            $0.redisHits += 1
            $0.age.record(nanoseconds: age)
        }
        timers?.age.recordNanoseconds(age)
    }

    var statistics: KindStatistics {
        // What is part of the hits is read before them: it is never more.
        let counts = counts.withLock { $0 }
        var statistics = KindStatistics(name: name, memoryHits: memoryHits.total, counts: counts)
        (statistics.entries, statistics.bytes, statistics.evictions) = live.now
        statistics.isShared = isShared
        return statistics
    }
}
