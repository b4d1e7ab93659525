import Metrics
import Synchronization

/// How long it takes until Redis has told everybody of an invalidation: from the moment at which this process begins to
/// tell Redis, to the push that this process gets like all others.
final class PushDelays: Sendable {
    /// So many invalidations are watched at a time; further ones aren't measured.
    static let watched = 256

    private struct State {
        var begun: [CacheTag: Int64] = [:]
        var delays = DurationHistogram(finest: .microseconds(50))
    }

    private let state = Mutex(State())
    private let metric: Timer?

    init(_ metric: Timer? = nil) { self.metric = metric }

    var histogram: DurationHistogram { state.withLock { $0.delays } }

    func begin(_ tags: [CacheTag], at now: Int64) {
        state.withLock { state in
            for tag in tags {
                guard state.begun.count < Self.watched else { return }
                state.begun[tag] = now
            }
        }
    }

    func pushed(_ tag: CacheTag, at now: Int64) {
        let delay = state.withLock { state -> Int64? in
            guard let begun = state.begun.removeValue(forKey: tag) else { return nil }
            state.delays.record(nanoseconds: now - begun)
            return now - begun
        }
        if let delay { metric?.recordNanoseconds(delay) }
    }

    /// What was begun won't be pushed: the connection is lost.
    func forget() { state.withLock { $0.begun = [:] } }
}
