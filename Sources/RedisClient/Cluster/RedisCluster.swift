import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A client of a Redis Cluster: one ``RedisClient`` a node, and each command to the node that has its key.
///
/// ```swift
/// let cluster = try RedisCluster([RedisConfiguration(url: "redis://10.0.0.1:7000")])
/// try await cluster.set("greeting", "hello")
/// ```
///
/// A command with several keys needs all of them in one slot (see ``HashSlot``), but for ``mget(_:timeout:)``, which asks
/// all nodes at the same time.
///
/// **Topology.** It is asked for at the first command, after a slot has moved, and after a node could not be reached;
/// at most once per `refreshInterval`. `MOVED` and `ASK` are followed, `TRYAGAIN` and `CLUSTERDOWN` tried again, within
/// the command's timeout and at most ``mostAttempts`` times. What may have run is never sent again.
public final class RedisCluster: RedisCommands {
    /// How often one command is sent at most.
    public static let mostAttempts = 16

    let seeds: [RedisConfiguration]
    let template: RedisConfiguration
    private let refreshInterval: Duration
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onEvent: @Sendable (RedisAddress, RedisEvent) -> Void
    private let state = Mutex(State())

    private struct State {
        var topology = ClusterTopology()
        var clients: [RedisAddress: RedisClient] = [:]
        var refreshedAt: ContinuousClock.Instant?
        var refresh: Task<Void, any Error>?
        var isClosed = false
    }

    /// - Parameters:
    ///   - seeds: nodes to ask for the topology, one at least. The first one's settings hold for all nodes.
    ///   - onEvent: as ``RedisClient``'s, with the node. Nodes have different event loops: calls about different nodes
    ///     may come at the same time.
    public init(
        _ seeds: [RedisConfiguration], refreshInterval: Duration = .milliseconds(500),
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger = Logger(label: "redis"),
        onEvent: @escaping @Sendable (RedisAddress, RedisEvent) -> Void = { _, _ in }
    ) throws(RedisError) {
        guard let template = seeds.first else {
            throw RedisError(.invalidConfiguration, "A Redis cluster needs the address of at least one node.")
        }
        for seed in seeds {
            try seed.check()
            guard seed.database == 0 else {
                throw RedisError(
                    .invalidConfiguration, "A Redis cluster has no database but 0; \(seed.database) was asked for.")
            }
        }
        self.seeds = seeds
        self.template = template
        self.refreshInterval = refreshInterval
        group = eventLoopGroup
        self.logger = logger
        self.onEvent = onEvent
    }

    /// The client of a node, made when there is none.
    func client(of address: RedisAddress) throws(RedisError) -> RedisClient {
        try state.withLock { state throws(RedisError) in
            guard !state.isClosed else { throw RedisError(.closed, "The client of the Redis cluster is shut down.") }
            if let client = state.clients[address] { return client }
            var configuration = template
            configuration.address = address
            let client = try RedisClient(configuration, eventLoopGroup: group, logger: logger) { [onEvent] event in
                onEvent(address, event)
            }
            state.clients[address] = client
            return client
        }
    }

    /// Who has a slot, as far as is known; any node for a command without keys.
    func owner(of slot: HashSlot?) async throws(RedisError) -> RedisAddress {
        if let address = known(slot) { return address }
        try await refresh()
        if let address = known(slot) { return address }
        throw RedisError(
            .connectFailed, "No node of the Redis cluster serves slot \(slot.map { "\($0.number)" } ?? "0").")
    }

    private func known(_ slot: HashSlot?) -> RedisAddress? {
        state.withLock { state in
            if let slot { return state.topology.owner(of: slot) }
            return state.topology.masters.randomElement()
        }
    }

    func move(_ slot: HashSlot, to address: RedisAddress) {
        state.withLock { $0.topology.move(slot, to: address) }
    }

    /// The masters that are known.
    public var nodes: Set<RedisAddress> { state.withLock { $0.topology.masters } }

    /// Asks for the topology, or joins who does so already. Does nothing when it was asked for just now.
    func refresh() async throws(RedisError) {
        let task = try state.withLock { state throws(RedisError) -> Task<Void, any Error>? in
            guard !state.isClosed else { throw RedisError(.closed, "The client of the Redis cluster is shut down.") }
            if let running = state.refresh { return running }
            if let last = state.refreshedAt, last.duration(to: .now) < refreshInterval { return nil }
            let task = Task { try await self.ask() }
            state.refresh = task
            return task
        }
        guard let task else { return }
        do {
            try await task.value
        } catch {
            throw error as? RedisError ?? RedisError(.cancelled, "The topology of a Redis cluster was not asked for.")
        }
    }

    private func ask() async throws {
        defer {
            state.withLock { state in
                state.refreshedAt = .now
                state.refresh = nil
            }
        }
        let known = state.withLock { Array($0.topology.masters) }
        var last = RedisError(.connectFailed, "No node of the Redis cluster could be asked for its topology.")
        for address in known.shuffled() + seeds.map(\.address) {
            do throws(RedisError) {
                let reply = try await client(of: address).execute(
                    RedisCommand("CLUSTER", "SLOTS"), timeout: template.commandTimeout)
                let topology = try ClusterTopology(slots: reply, asked: address)
                let gone = adopt(topology)
                for client in gone { await client.shutdown() }
                return
            } catch {
                last = error
            }
        }
        throw last
    }

    /// - Returns: the clients of nodes that are no longer there.
    private func adopt(_ topology: ClusterTopology) -> [RedisClient] {
        state.withLock { state in
            state.topology = topology
            let gone = state.clients.keys.filter { !topology.masters.contains($0) }
            return gone.compactMap { state.clients.removeValue(forKey: $0) }
        }
    }

    /// As ``RedisClient/shutdown(within:)``, for all nodes at the same time.
    public func shutdown(within timeout: Duration? = nil) async {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [:] }
            return Array(state.clients.values)
        }
        await withTaskGroup { group in
            for client in clients { group.addTask { await client.shutdown(within: timeout) } }
        }
    }
}
