extension AlertRule {
    /// The rules that a database with its pool and cache should have: connections, slow statements, hit ratio,
    /// statements a second, lock waits, and what practice adds.
    ///
    /// All of them are valid when the thresholds are: see ``AlertThresholds/validate()``.
    public static func standard(_ thresholds: AlertThresholds = AlertThresholds()) -> [AlertRule] {
        [
            connectionUsage(thresholds), slowQuery(thresholds), cacheHitRatio(thresholds), queriesPerSecond(thresholds),
            lockWait(thresholds), idleInTransaction(thresholds), transactionIDAge(thresholds), deadlocks,
            rollbacks(thresholds), replicationLag(thresholds), replicationLagSize(thresholds), retainedWAL(thresholds),
            slotLost, poolTimeouts, poolExhausted(thresholds), errorRate(thresholds), cacheDown,
            queryCacheHitRatio(thresholds), diskSpace(thresholds), monitorBlind, history,
        ]
    }
}
