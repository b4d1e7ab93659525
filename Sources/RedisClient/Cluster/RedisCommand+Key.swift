extension RedisCommand {
    private static let withoutKeys: Set<String> = [
        "PING", "ECHO", "INFO", "TIME", "DBSIZE", "SCAN", "KEYS", "RANDOMKEY", "FLUSHALL", "FLUSHDB", "PUBLISH",
        "SCRIPT", "CLIENT", "CLUSTER", "CONFIG", "COMMAND", "LATENCY", "MEMORY", "SLOWLOG", "ACL", "ASKING", "FUNCTION",
        "MULTI", "EXEC", "DISCARD", "UNWATCH", "PUBSUB", "LASTSAVE", "SAVE", "BGSAVE", "ROLE", "REPLICAOF", "FAILOVER",
    ]
    private static let withACount: Set<String> = ["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO"]

    /// The argument by which a cluster finds the node: the first key. Nil when there is none.
    var key: (any RedisArgument)? {
        let name = name.uppercased()
        if Self.withoutKeys.contains(name) { return nil }
        if Self.withACount.contains(name) {
            guard arguments.count > 2, let count = arguments[1] as? Int, count > 0 else { return nil }
            return arguments[2]
        }
        if ["OBJECT", "XINFO", "XGROUP"].contains(name) { return arguments.count > 1 ? arguments[1] : nil }
        return arguments.first
    }
}
