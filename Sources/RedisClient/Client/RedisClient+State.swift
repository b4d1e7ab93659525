import NIOCore
import Synchronization

extension RedisClient {
    /// A client's queue at a moment.
    public struct Load: Hashable, Sendable {
        /// Whether a connection is ready.
        public var isConnected: Bool
        /// Commands that were sent and are unanswered, with those whose callers have gone.
        public var sent: Int
        /// Commands that wait to be sent, and their bytes.
        public var waiting: Int
        public var waitingBytes: Int
    }

    /// Takes the queue's lock for a moment.
    public var load: Load {
        pipe.queue.withLock { queue in
            var isConnected = false
            if case .ready = queue.phase { isConnected = true }
            return Load(
                isConnected: isConnected, sent: queue.sent, waiting: queue.places.count - queue.sent,
                waitingBytes: queue.outgoing.readableBytes)
        }
    }

    /// What the server says without being asked, for one more reader, from now on.
    ///
    /// A reader that is slower than the server loses the oldest pushes that are not read yet, beyond `limit`: who must
    /// not miss one, such as a cache, uses `onEvent`. Ends when the client is shut down.
    public func pushes(limit: Int = 1024) -> AsyncStream<RedisPush> { subscribers.stream(limit: max(1, limit)) }
}
