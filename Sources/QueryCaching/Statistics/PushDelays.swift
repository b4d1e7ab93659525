import Metrics
import Synchronization

/// How long it takes from a write of another process until Redis has told this one of it.
///
/// Pushes carry no time. But each write leaves a row in the outbox, whose age the database tells at the next look, by one
/// clock: so the moment of the write is known as exactly as a look takes, about a millisecond.
final class PushDelays: Sendable {
    /// So many pushes, and so many writes, are remembered until their other half comes; further ones aren't measured.
    static let remembered = 1024
    /// In nanoseconds: other halves that take longer don't belong together.
    static let longest: Int64 = 60_000_000_000
    /// What a look may be off.
    fileprivate static let tolerance: Int64 = 5_000_000

    fileprivate struct State {
        var pushes: [CacheTag: Int64] = [:]
        var writes: [CacheTag: Int64] = [:]
        var delays = DurationHistogram(finest: .microseconds(500))
    }

    private let state = Mutex(State())
    private let metric: Timer?

    init(_ metric: Timer? = nil) { self.metric = metric }

    var histogram: DurationHistogram { state.withLock { $0.delays } }

    /// Redis has told of a tag.
    func pushed(_ tag: CacheTag, at now: Int64) {
        let delay = state.withLock { state -> Int64? in
            if let written = state.writes.removeValue(forKey: tag) { return state.record(now - written) }
            if state.pushes.count < Self.remembered || state.pushes[tag] != nil { state.pushes[tag] = now }
            return nil
        }
        if let delay { metric?.recordNanoseconds(delay) }
    }

    /// A look at the outbox has found these rows of other processes. Each is measured by one of its tags that no other
    /// row has: which push was whose isn't known otherwise.
    func looked(_ rows: [OutboxView.Row], at now: Int64) {
        let delays = state.withLock { state -> [Int64] in
            var uses: [String: Int] = [:]
            for tag in rows.lazy.flatMap(\.tags) { uses[tag, default: 0] += 1 }
            let delays = rows.compactMap { row -> Int64? in
                guard let tag = row.tags.first(where: { uses[$0] == 1 }).map(CacheTag.init(name:)) else { return nil }
                return state.wrote(tag, at: now - row.age * 1000)
            }
            state.pushes = state.pushes.filter { now - $0.value < Self.longest }
            state.writes = state.writes.filter { now - $0.value < Self.longest }
            return delays
        }
        if let metric { for delay in delays { metric.recordNanoseconds(delay) } }
    }
}

extension PushDelays.State {
    /// - Returns: how long its push took, if that is here already.
    fileprivate mutating func wrote(_ tag: CacheTag, at written: Int64) -> Int64? {
        if let pushed = pushes[tag], pushed >= written - PushDelays.tolerance {
            pushes[tag] = nil
            return record(pushed - written)
        }
        if writes.count < PushDelays.remembered { writes[tag] = written }
        return nil
    }

    fileprivate mutating func record(_ delay: Int64) -> Int64 {
        let delay = max(0, delay)
        delays.record(nanoseconds: delay)
        return delay
    }
}
