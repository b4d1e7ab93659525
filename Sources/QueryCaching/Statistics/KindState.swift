import Synchronization

/// What a cache knows of one kind of data: its policy, and what has happened.
final class KindState: Sendable {
    let name: String
    let policy: CachePolicy
    let memoryHits = StripedCounter()
    private let counts = Mutex(KindStatistics.Counts())

    init(name: String, policy: CachePolicy) { (self.name, self.policy) = (name, policy) }

    /// A value was served from memory.
    func hit(_ entry: CacheEntry, at now: Int64) {
        if memoryHits.add() % AgeHistogram.sampling == 0 {
            counts.withLock { $0.age.record(nanoseconds: entry.lifetime.age(at: now)) }
        }
        if entry.isNegative { count(\.negativeHits) }
    }

    func count(_ what: any WritableKeyPath<KindStatistics.Counts, Int> & Sendable) {
        counts.withLock { $0[keyPath: what] += 1 }
    }

    func loaded(in nanoseconds: Int64) {
        counts.withLock {
            $0.loads += 1
            $0.loadTime += .nanoseconds(nanoseconds)
        }
    }

    func servedRemote(age: Int64) {
        counts.withLock {
            $0.redisHits += 1
            $0.age.record(nanoseconds: age)
        }
    }

    var statistics: KindStatistics {
        KindStatistics(name: name, memoryHits: memoryHits.total, counts: counts.withLock { $0 })
    }
}
