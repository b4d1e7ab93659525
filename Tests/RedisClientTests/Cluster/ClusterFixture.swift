import LocalServers
import NIOCore
import RedisClient
import TestServers

/// A cluster of three nodes on this machine, without replicas.
struct ClusterFixture {
    let nodes: [LocalRedis]
    let admins: [RedisClient]
    let ids: [String]

    static let password = "cluster-secret"

    static func url(_ node: LocalRedis) -> String { "redis://:\(password)@127.0.0.1:\(node.port)" }

    static func withCluster<R: Sendable>(_ body: (ClusterFixture) async throws -> R) async throws -> R {
        let buses = try await [freePort(), freePort(), freePort()]
        return try await RedisFixture.withOwnServer(settings: settings(bus: buses[0])) { first in
            try await RedisFixture.withOwnServer(settings: settings(bus: buses[1])) { second in
                try await RedisFixture.withOwnServer(settings: settings(bus: buses[2])) { third in
                    let cluster = try await form([first, second, third], buses: buses)
                    do {
                        let result = try await body(cluster)
                        for admin in cluster.admins { await admin.shutdown() }
                        return result
                    } catch {
                        for admin in cluster.admins { await admin.shutdown() }
                        throw error
                    }
                }
            }
        }
    }

    private static func settings(bus: Int) -> [String: String] {
        [
            "cluster-enabled": "yes", "cluster-node-timeout": "2000", "cluster-require-full-coverage": "no",
            "cluster-port": "\(bus)",
        ]
    }

    private static func form(_ nodes: [LocalRedis], buses: [Int]) async throws -> ClusterFixture {
        for node in nodes {
            // One for all: a client has one password for every node.
            try await RedisFixture.withClient(url: node.tcpURL) { redis async throws in
                try await redis.send("CONFIG", "SET", "requirepass", password)
            }
        }
        let admins = try nodes.map { node in
            var configuration = try RedisConfiguration(url: url(node))
            configuration.commandTimeout = .seconds(20)
            return try RedisClient(configuration, logger: RedisFixture.logger)
        }
        var ids: [String] = []
        for (index, admin) in admins.enumerated() {
            let first = 16_384 * index / 3
            try await admin.send("CLUSTER", "ADDSLOTSRANGE", first, 16_384 * (index + 1) / 3 - 1)
            // Else nodes that meet may not agree who is newer.
            try await admin.send("CLUSTER", "SET-CONFIG-EPOCH", index + 1)
            ids.append(try await admin.send("CLUSTER", "MYID").string ?? "")
        }
        for (node, bus) in zip(nodes, buses).dropFirst() {
            try await admins[0].send("CLUSTER", "MEET", "127.0.0.1", node.port, bus)
        }
        for admin in admins {
            let isFormed = try await eventually {
                let info = try await admin.send("CLUSTER", "INFO").string ?? ""
                return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:16384")
            }
            guard isFormed else { throw RedisError(.connectFailed, "The nodes did not form a cluster.") }
        }
        return ClusterFixture(nodes: nodes, admins: admins, ids: ids)
    }

    func withClient<R>(_ body: (RedisCluster) async throws -> R) async throws -> R {
        var configuration = try RedisConfiguration(url: Self.url(nodes[0]))
        configuration.commandTimeout = .seconds(10)
        let cluster = try RedisCluster(
            [configuration], refreshInterval: .milliseconds(50), logger: RedisFixture.logger)
        do {
            let result = try await body(cluster)
            await cluster.shutdown()
            return result
        } catch {
            await cluster.shutdown()
            throw error
        }
    }

    /// The node that has a slot after the cluster was formed.
    func owner(of slot: HashSlot) -> Int { (0..<3).last { slot.number >= 16_384 * $0 / 3 } ?? 0 }
}
