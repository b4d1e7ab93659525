/// Which node serves which slot.
struct ClusterTopology: Sendable, Equatable {
    private var owners: [RedisAddress?] = Array(repeating: nil, count: HashSlot.count)
    private(set) var masters: Set<RedisAddress> = []

    init() {}

    /// Reads the reply to `CLUSTER SLOTS`.
    ///
    /// - Parameter asked: who answered: a node that does not know its own address leaves it out.
    init(slots reply: RESPValue, asked: RedisAddress) throws(RedisError) {
        guard let ranges = reply.elements, !ranges.isEmpty else {
            throw RedisError(
                .unexpectedReply, "The Redis node at \(asked) knows of no slots: the cluster is not set up.")
        }
        for range in ranges {
            guard let parts = range.elements, parts.count >= 3,
                let first = parts[0].integer.flatMap(Int.init(exactly:)),
                let last = parts[1].integer.flatMap(Int.init(exactly:)), first >= 0, first <= last,
                last < HashSlot.count, let node = parts[2].elements, node.count >= 2,
                let port = node[1].integer.flatMap(Int.init(exactly:))
            else { throw RedisError.unexpected("CLUSTER SLOTS", reply) }
            let address = Self.address(node[0].string, port, asked: asked)
            masters.insert(address)
            for slot in first...last { owners[slot] = address }
        }
    }

    func owner(of slot: HashSlot) -> RedisAddress? { owners[slot.number] }

    mutating func move(_ slot: HashSlot, to address: RedisAddress) {
        owners[slot.number] = address
        masters.insert(address)
    }

    static func address(_ host: String?, _ port: Int, asked: RedisAddress) -> RedisAddress {
        if let host, !host.isEmpty, host != "?" { return .tcp(host: host, port: port) }
        guard case .tcp(let host, _) = asked else { return .tcp(host: "127.0.0.1", port: port) }
        return .tcp(host: host, port: port)
    }
}
