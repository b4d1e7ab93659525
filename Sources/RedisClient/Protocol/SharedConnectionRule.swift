/// Which commands can't be sent on a connection that many callers share.
enum SharedConnectionRule {
    private static let refused: [String: String] = [
        "HELLO": "it changes the protocol of every caller's replies",
        "RESET": "it undoes the set-up of the connection",
        "QUIT": "it ends the connection of every caller; use shutdown()",
        "SELECT": "it changes the database of every caller; set it in the configuration",
        "AUTH": "it changes the user of every caller; set it in the configuration",
        "MONITOR": "its replies never end",
        "SYNC": "its replies never end",
        "PSYNC": "its replies never end",
        "SUBSCRIBE": "its replies are pushes",
        "PSUBSCRIBE": "its replies are pushes",
        "SSUBSCRIBE": "its replies are pushes",
        "UNSUBSCRIBE": "its replies are pushes",
        "PUNSUBSCRIBE": "its replies are pushes",
        "SUNSUBSCRIBE": "its replies are pushes",
    ]
    private static let ofTransactions: Set<String> = ["MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH"]
    private static let blocking: Set<String> = [
        "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP", "WAIT", "WAITAOF",
    ]
    private static let special = ofTransactions.union(blocking).union(refused.keys).union(["CLIENT"])
    private static let longestName = 16

    /// - Parameter isAdjacent: whether it is sent within a pipeline, where nobody else's commands come between.
    static func check(_ command: RedisCommand, isAdjacent: Bool) throws(RedisError) {
        guard command.name.utf8.count <= longestName else { return }
        let isUpper = command.name.utf8.allSatisfy { (65...90).contains($0) }
        let name = isUpper ? command.name : command.name.uppercased()
        guard special.contains(name) else { return }
        if let reason = refused[name] { throw refusal(name, reason) }
        if blocking.contains(name) { throw refusal(name, "it makes every caller wait") }
        if !isAdjacent, ofTransactions.contains(name) {
            throw refusal(name, "other callers' commands would be in the transaction; send it in one pipeline")
        }
        if name == "CLIENT", let sub = command.arguments.first as? String, sub.uppercased() == "REPLY" {
            throw refusal("CLIENT REPLY", "replies could no longer be told apart")
        }
    }

    private static func refusal(_ name: String, _ reason: String) -> RedisError {
        RedisError(.unsupportedCommand, "\(name) can't be sent on a shared connection: \(reason).")
    }
}
