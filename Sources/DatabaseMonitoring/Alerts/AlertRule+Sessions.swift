extension AlertRule {
    static func connectionUsage(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.connectionUsagePercent
        return AlertRule(
            name: "connection_usage", title: "The server's connections are nearly used up", unit: "%",
            terms: AlertTerms(
                limit: limit, clearLimit: limit * 0.9, criticalLimit: (limit + 100) / 2, range: 0...100,
                duration: .seconds(60)),
            advice: """
                Make the pool of the program that has most of them smaller, or close what is idle. Raise \
                max_connections only if the machine has memory for them.
                """
        ) { snapshot in
            guard let usage = snapshot[.connectionUsage] else { return nil }
            // Reserved connections and those that are closing can make it more than all.
            return AlertMeasurement(
                min(100, usage * 100),
                evidence: [
                    connections(.connectionsByApplication, "Connections by application", snapshot),
                    connections(.connections, "Connections by state", snapshot),
                ].compactMap { $0 })
        }
    }

    private static func connections(_ metric: MonitorMetric, _ title: String, _ snapshot: MonitorSnapshot) -> Evidence?
    {
        let series = snapshot.series(metric).filter { $0.value > 0 }.sorted {
            ($1.value, $0.label) < ($0.value, $1.label)
        }
        return .list(
            title, series.map { "\(AlertQuantity.number($0.value, digits: 0)) \($0.label.oneLine(60))" }, most: 8)
    }

    /// One long wait fires at the first sample that sees it. Short ones come and go on a busy database: they fire when each
    /// sample finds one.
    static func lockWait(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.lockWait / .seconds(1)
        return AlertRule(
            name: "lock_wait", title: "Sessions wait for a lock", unit: "s",
            terms: AlertTerms(
                limit: limit, clearLimit: limit, criticalLimit: max(60, limit), duration: .seconds(15),
                clearDuration: .seconds(10)),
            advice: """
                Let the session at the root of the tree commit, or end it with pg_terminate_backend(pid). Keep \
                transactions short, and lock rows in the same order everywhere.
                """
        ) { snapshot in
            guard snapshot[.blocked] != nil || !snapshot.blocking.isEmpty else { return nil }
            let longest = snapshot.blocking.reduce(0) { max($0, longestWait(in: $1)) }
            return AlertMeasurement(
                longest, crossedFor: longest - limit,
                evidence: [BlockingTreeText.evidence(snapshot.blocking)].compactMap { $0 })
        }
    }

    private static func longestWait(in tree: BlockingNode) -> Double {
        tree.blocked.reduce(tree.session.isExempt ? 0 : tree.waited ?? 0) { max($0, longestWait(in: $1)) }
    }

    static func idleInTransaction(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.idleInTransaction / .seconds(1)
        return AlertRule(
            name: "idle_in_transaction", title: "A session does nothing inside its transaction", unit: "s",
            terms: AlertTerms(
                limit: limit, clearLimit: limit, criticalLimit: 3 * limit, duration: .zero, clearDuration: .seconds(10)),
            advice: """
                It keeps its locks and lets vacuum clean nothing: end it with pg_terminate_backend(pid), set \
                idle_in_transaction_session_timeout, and wait for nothing but the database inside a transaction.
                """
        ) { snapshot in
            guard snapshot.knowsSessions else { return nil }
            let idle = snapshot.sessions
                .filter { $0.state.hasPrefix("idle in transaction") && !$0.isExempt }
                .sorted { ($0.stateAge ?? 0) > ($1.stateAge ?? 0) }
            let oldest = idle.first?.stateAge ?? 0
            return AlertMeasurement(
                oldest, evidence: [Evidence.list("Idle in transaction", idle.map(\.evidence))].compactMap { $0 })
        }
    }
}
