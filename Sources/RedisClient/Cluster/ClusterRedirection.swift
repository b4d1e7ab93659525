/// What a cluster's node says instead of answering.
enum ClusterRedirection: Equatable, Sendable {
    /// The slot is another node's from now on.
    case moved(HashSlot, RedisAddress)
    /// The slot is on its way to another node, which has this key already: ask there, this once.
    case ask(RedisAddress)
    /// The keys of one command are on both sides of a move: wait a little.
    case tryAgain
    /// The cluster does not serve the slot just now, or the node does not know the cluster yet.
    case down

    /// Nil for other errors.
    ///
    /// - Parameter asked: the node that answered.
    init?(_ error: RedisServerError, asked: RedisAddress) {
        switch error.prefix {
        case .moved, .ask:
            let parts = error.message.split(separator: " ")
            guard parts.count >= 2, let slot = Int(parts[0]).flatMap(HashSlot.init),
                let colon = parts[1].lastIndex(of: ":"), let port = Int(parts[1][parts[1].index(after: colon)...])
            else { return nil }
            let address = ClusterTopology.address(String(parts[1][..<colon]), port, asked: asked)
            self = error.prefix == .moved ? .moved(slot, address) : .ask(address)
        case .tryAgain: self = .tryAgain
        case .clusterDown, .masterDown, .loading: self = .down
        default: return nil
        }
    }
}
