/// A threshold outside of what is allowed.
public struct AlertThresholdError: Error, Equatable, CustomStringConvertible {
    /// The property of ``AlertThresholds``.
    public let threshold: String
    public let value: String
    public let allowed: String

    public var description: String { "The alert threshold \(threshold) is \(value); it must be \(allowed)." }
}

extension AlertThresholds {
    /// Whether every threshold is in its range.
    ///
    /// - Throws: ``AlertThresholdError`` for the first that isn't.
    public func validate() throws(AlertThresholdError) {
        try check("connectionUsagePercent", connectionUsagePercent, 10...99)
        try check("slowQuery", slowQuery, .milliseconds(1)...(.seconds(86_400)))
        try check("cacheHitRatio", cacheHitRatio, 0.1...0.999)
        try check("queriesPerSecond", queriesPerSecond, 1...10e6)
        try check("lockWait", lockWait, .milliseconds(1)...(.seconds(3600)))
        try check("transactionIDAge", transactionIDAge, 1e6...2e9)
        try check("criticalTransactionIDAge", criticalTransactionIDAge, (transactionIDAge + 1)...2.1e9)
        try check("idleInTransaction", idleInTransaction, .seconds(1)...(.seconds(86_400)))
        try check("replicationLag", replicationLag, .seconds(1)...(.seconds(86_400)))
        try check("replicationLagBytes", replicationLagBytes, 1_000_000...1_000_000_000_000)
        try check("retainedWALBytes", retainedWALBytes, 16_000_000...10_000_000_000_000)
        try check("errorRatePercent", errorRatePercent, 0.1...99)
        try check("rollbackPercent", rollbackPercent, 0.1...99)
        try check("poolExhausted", poolExhausted, .seconds(1)...(.seconds(600)))
        try check("diskFreePercent", diskFreePercent, 1...50)
        try check("criticalDiskFreePercent", criticalDiskFreePercent, 0.5...(diskFreePercent - 0.1))
        try check("queryCacheHitRatio", queryCacheHitRatio, 0.01...0.99)
    }

    private func check<Value: Comparable>(
        _ name: String, _ value: Value, _ allowed: ClosedRange<Value>
    ) throws(AlertThresholdError) {
        guard allowed.contains(value) else {
            throw AlertThresholdError(
                threshold: name, value: "\(value)",
                allowed: "between \(allowed.lowerBound) and \(allowed.upperBound)")
        }
    }
}
