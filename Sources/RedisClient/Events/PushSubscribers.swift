import Synchronization

/// Those who read a client's pushes.
final class PushSubscribers: Sendable {
    private struct State {
        var next = 0
        var readers: [Int: AsyncStream<RedisPush>.Continuation] = [:]
        var isFinished = false
    }

    private let state = Mutex(State())

    func stream(limit: Int) -> AsyncStream<RedisPush> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisPush.self, bufferingPolicy: .bufferingNewest(limit))
        let number = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            return state.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: number) }
        }
        return stream
    }

    func yield(_ push: RedisPush) {
        let readers = state.withLock { Array($0.readers.values) }
        for reader in readers { reader.yield(push) }
    }

    func finish() {
        let readers = state.withLock { state in
            state.isFinished = true
            defer { state.readers = [:] }
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }
}
