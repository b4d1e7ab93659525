import Synchronization

/// What this process has invalidated and couldn't write to the outbox: it is written there later, since Redis, if it was
/// told, may lose it. Until then Redis isn't believed anew without it.
final class OwedInvalidations: Sendable {
    private struct State {
        /// With the number of the last call that added them.
        var tags: [CacheTag: UInt64] = [:]
        var calls: UInt64 = 0
    }

    /// What was owed at one moment.
    struct Debt: Sendable {
        let tags: [CacheTag]
        fileprivate let calls: UInt64
    }

    /// With more than these it is everything.
    static let limit = 10_000

    private let state = Mutex(State())

    var all: Debt { state.withLock { Debt(tags: CacheTag.canonical(Array($0.tags.keys)), calls: $0.calls) } }

    func add(_ more: [CacheTag]) {
        state.withLock { state in
            state.calls += 1
            for tag in more { state.tags[tag] = state.calls }
            if state.tags.count > Self.limit { state.tags = [.everything: state.calls] }
        }
    }

    /// It has been written down. What was added meanwhile stays owed, be it the same tags.
    func settle(_ debt: Debt) {
        state.withLock { state in state.tags = state.tags.filter { $0.value > debt.calls } }
    }
}
