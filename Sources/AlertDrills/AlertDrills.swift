/// The drills of the standard alert rules: one for each.
public enum AlertDrills {
    /// In the order of the rules.
    public static let all: [AlertDrill] = [
        .connectionUsage, .slowQuery, .cacheHitRatio, .queriesPerSecond, .lockWait, .idleInTransaction,
        .transactionIDAge, .deadlocks, .rollbacks, .replicationLag, .replicationLagSize, .retainedWAL, .slotLost,
        .poolTimeouts, .poolExhausted, .errorRate, .cacheDown, .queryCacheHitRatio, .diskSpace, .monitorBlind,
        .history,
    ]

    /// - Throws: ``DrillError``, which lists the drills that there are.
    public static func named(_ name: String) throws(DrillError) -> AlertDrill {
        guard let drill = all.first(where: { $0.name == name }) else {
            let names = all.map(\.name).sorted().joined(separator: ", ")
            throw DrillError(drill: name, "There is no drill '\(name)'. There are: \(names).")
        }
        return drill
    }
}
