import Synchronization

/// Requests that have come while a lane was busy: so that whoever asks never waits for a lock under which data is sent
/// and received.
final class LaneInbox: Sendable {
    enum Answer {
        /// Somebody else will send it.
        case taken
        /// Nobody works on the lane: the caller is to send.
        case wakesLane
        /// The lane takes nothing.
        case refused
    }

    private struct Contents {
        var requests: [LaneRequest] = []
        /// Whether somebody will look here.
        var isAwake = false
        /// So many wake the lane although it is busy.
        var most = Int.max
        var isClosed = false
    }

    private let contents = Mutex(Contents())
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    func add(_ request: LaneRequest) -> Answer {
        contents.withLock { contents in
            guard !contents.isClosed, contents.requests.count < capacity else { return .refused }
            contents.requests.append(request)
            defer { contents.isAwake = true }
            return contents.isAwake && contents.requests.count != contents.most ? .taken : .wakesLane
        }
    }

    /// Exchanges what has come for an empty array, whose memory is used again.
    func swap(_ empty: inout [LaneRequest]) {
        contents.withLock { Swift.swap(&$0.requests, &empty) }
    }

    /// From now on the next to come is to send by itself.
    ///
    /// - Returns: false when something has come meanwhile.
    func sleep() -> Bool {
        contents.withLock { contents in
            contents.most = .max
            contents.isAwake = !contents.requests.isEmpty
            return contents.requests.isEmpty
        }
    }

    /// The lane is busy: it looks here when it no longer is, or when `count` requests have come.
    ///
    /// - Returns: false when they have come already.
    func rest(until count: Int?) -> Bool {
        contents.withLock { contents in
            contents.isAwake = true
            contents.most = count ?? .max
            return contents.requests.count < contents.most
        }
    }

    func close() { contents.withLock { $0.isClosed = true } }
}
