import Metrics
import Synchronization

/// How long it takes from a write of another process until Redis has told this one of it.
///
/// Pushes carry no time. But each write leaves a row in the outbox, whose age the database tells at the next look, by one
/// clock: so the moment of the write is known as exactly as a look takes, about a millisecond.
final class PushDelays: Sendable {
    /// So many arrivals are remembered until the next look; further ones aren't measured.
    static let remembered = 1024

    private struct State {
        var arrivals: [CacheTag: Int64] = [:]
        var delays = DurationHistogram(finest: .microseconds(500))
    }

    private let state = Mutex(State())
    private let metric: Timer?

    init(_ metric: Timer? = nil) { self.metric = metric }

    var histogram: DurationHistogram { state.withLock { $0.delays } }

    /// Redis has told of a tag.
    func pushed(_ tag: CacheTag, at now: Int64) {
        state.withLock { state in
            guard state.arrivals.count < Self.remembered || state.arrivals[tag] != nil else { return }
            state.arrivals[tag] = now
        }
    }

    /// A look at the outbox has found these rows of other processes. Tags that several rows have are left out: which push
    /// was whose isn't known.
    func looked(_ rows: [OutboxView.Row], at now: Int64) {
        let delays = state.withLock { state -> [Int64] in
            var uses: [String: Int] = [:]
            for tag in rows.lazy.flatMap(\.tags) { uses[tag, default: 0] += 1 }
            let delays = rows.compactMap { row -> Int64? in
                let known = row.tags.filter { uses[$0] == 1 }.compactMap { state.arrivals[CacheTag(name: $0)] }
                guard let last = known.max(), known.count == row.tags.count else { return nil }
                return max(0, last - (now - row.age * 1000))
            }
            state.arrivals = [:]
            for delay in delays { state.delays.record(nanoseconds: delay) }
            return delays
        }
        if let metric { for delay in delays { metric.recordNanoseconds(delay) } }
    }
}
