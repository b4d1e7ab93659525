import DatabaseMonitoring
import Synchronization

/// Between who makes snapshots and who writes them to a client: it holds one. A client that is slow gets the newest
/// when it is ready, and never a queue of old ones.
final class LatestEvent: Sendable {
    enum Event: Sendable {
        case snapshot(MonitorSnapshot)
        /// There is nothing to say.
        case heartbeat
    }

    private let waiting = Mutex<MonitorSnapshot?>(nil)
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func offer(_ snapshot: MonitorSnapshot) {
        waiting.withLock { $0 = snapshot }
        signal.yield()
    }

    func beat() { signal.yield() }

    func finish() { signal.finish() }

    /// For one reader.
    var events: some AsyncSequence<Event, Never> & Sendable {
        signals.map { [self] _ in
            let snapshot = waiting.withLock { snapshot in
                defer { snapshot = nil }
                return snapshot
            }
            return snapshot.map { .snapshot($0) } ?? .heartbeat
        }
    }
}
