import Synchronization

/// Where the newest snapshot hangs, and who waits for the next one.
final class SnapshotBoard: Sendable {
    struct Notice: Sendable {
        var snapshot: MonitorSnapshot
        /// For `/metrics`: counters in their own count.
        var measured: [Measured]
    }

    private struct State {
        var notice: Notice?
        var readers: [Int: AsyncStream<MonitorSnapshot>.Continuation] = [:]
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    var notice: Notice? { state.withLock { $0.notice } }

    func post(_ notice: Notice) {
        let readers = state.withLock { state in
            state.notice = notice
            return state.readers.values.map { $0 }
        }
        for reader in readers { reader.yield(notice.snapshot) }
    }

    /// Changes the newest snapshot, if there is one, and shows it anew.
    func update(_ change: (inout MonitorSnapshot) -> Void) {
        guard var notice else { return }
        change(&notice.snapshot)
        post(notice)
    }

    /// The newest snapshot, if there is one, and each one after it; a slow reader misses some.
    func snapshots() -> AsyncStream<MonitorSnapshot> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: MonitorSnapshot.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            if let notice = state.notice { continuation.yield(notice.snapshot) }
            return state.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.readers[number] = nil }
        }
        return stream
    }

    /// Ends all streams.
    func close() {
        let readers = state.withLock { state in
            state.isClosed = true
            defer { state.readers = [:] }
            return state.readers.values.map { $0 }
        }
        for reader in readers { reader.finish() }
    }
}
