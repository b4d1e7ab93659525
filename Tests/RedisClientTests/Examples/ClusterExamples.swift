import NIOCore
import RedisClient

/// The examples about Redis Cluster.
enum ClusterExamples {
    static func connecting() async throws -> RedisCluster {
        let cluster = try RedisCluster([RedisConfiguration(url: "redis://10.0.0.1:7000")])
        try await cluster.set("greeting", "hello")
        return cluster
    }

    static func sharingASlot(_ cluster: RedisCluster) async throws -> [ByteBuffer?] {
        try await cluster.send("MSET", "{user:42}.name", "Ada", "{user:42}.mail", "ada@example.com")
        let names = try await cluster.mget(["{user:42}.name", "{user:43}.name"])
        return names
    }
}
