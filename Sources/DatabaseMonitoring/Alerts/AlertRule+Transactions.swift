extension AlertRule {
    static func transactionIDAge(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.transactionIDAge
        return AlertRule(
            name: "transaction_id_age", title: "Old transaction ids are not frozen", unit: "{transaction}",
            terms: AlertTerms(
                limit: limit, clearLimit: limit * 0.9, criticalLimit: thresholds.criticalTransactionIDAge,
                // Half of the 32-bit circle of ids.
                range: 0...2_147_483_648, duration: .zero, clearDuration: .zero),
            advice: """
                Find what keeps vacuum from freezing: an old transaction, a prepared one, a replication slot. Then run \
                VACUUM (FREEZE) on the oldest tables. At about 2.1 billion the server refuses writes.
                """
        ) { snapshot in
            let ages = [("Transaction ids", snapshot[.transactionIDAge]), ("Multixact ids", snapshot[.multixactAge])]
            guard let oldest = ages.compactMap(\.1).max() else { return nil }
            let lines = ages.compactMap { name, age in age.map { "\(name): \(AlertQuantity.number($0, digits: 0)) old" }
            }
            return AlertMeasurement(
                oldest,
                evidence: [
                    .list("Age", lines),
                    .list(
                        "Oldest transactions", snapshot.sessions.filter { $0.transactionAge != nil }.map(\.evidence),
                        most: 3),
                    .list("Replication slots", snapshot.slots.map(\.evidence), most: 3),
                ].compactMap { $0 })
        }
    }

    static var deadlocks: AlertRule {
        AlertRule(
            name: "deadlocks", title: "Transactions deadlocked", unit: "{deadlock}",
            terms: .any(.warning, for: .zero, clearAfter: .seconds(5 * 60)),
            advice: """
                Lock rows in the same order in every transaction (ORDER BY id … FOR UPDATE). The server's log has both \
                statements; Database.transaction tries again by itself.
                """
        ) { snapshot in
            guard let count = snapshot.count(.deadlocks) else { return nil }
            return AlertMeasurement(
                count, evidence: [BlockingTreeText.evidence(snapshot.blocking)].compactMap { $0 })
        }
    }

    static func rollbacks(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.rollbackPercent
        return AlertRule(
            name: "rollbacks", title: "Many transactions are rolled back", unit: "%",
            terms: AlertTerms(limit: limit, clearLimit: limit * 0.8, range: 0...100, duration: .seconds(5 * 60)),
            advice: """
                Look into the program's log for the errors that end them: constraints, timeouts, serialization \
                failures, deadlocks.
                """
        ) { snapshot in
            guard let commits = snapshot[.commits], let rollbacks = snapshot[.rollbacks],
                (commits + rollbacks) * snapshot.interval >= 100
            else { return nil }
            let counts = [
                (commits, "{commit}/s"), (rollbacks, "{rollback}/s"), (snapshot[.deadlocks] ?? 0, "{deadlock}/s"),
                (snapshot[.conflicts] ?? 0, "{conflict}/s"),
            ]
            return AlertMeasurement(
                100 * rollbacks / (commits + rollbacks),
                evidence: [Evidence.list("Rates", counts.map { AlertQuantity($0, $1).description })].compactMap { $0 })
        }
    }
}
