extension AlertRule {
    static func slowQuery(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.slowQuery / .seconds(1)
        return AlertRule(
            name: "slow_query", title: "A statement is slow", unit: "s",
            terms: AlertTerms(limit: limit, clearLimit: limit, duration: .seconds(20), clearDuration: .seconds(30)),
            advice: """
                Look at its plan for scans of whole tables and for estimates that are far off; add the index that is \
                missing, or ANALYZE the table. Write /* no-alert */ into a statement that may take long.
                """
        ) { snapshot in
            guard snapshot.knowsSessions || !snapshot.statements.isEmpty else { return nil }
            let running = snapshot.sessions.filter(isRunning).max { ($0.queryAge ?? 0) < ($1.queryAge ?? 0) }
            let age = running?.queryAge ?? 0
            let mean = snapshot.statements
                .filter { $0.calls > 0 && !$0.isExempt }.max { $0.meanTime < $1.meanTime }
            if let mean, mean.meanTime > age {
                return AlertMeasurement(mean.meanTime, evidence: [mean.evidence], planOf: mean.id)
            }
            guard let running else { return AlertMeasurement(0) }
            return AlertMeasurement(
                age, crossedFor: age - limit, evidence: [Evidence(title: "Session", text: running.evidence)],
                planOf: snapshot.statement(of: running)?.id)
        }
    }

    /// Who waits for a lock is not slow by itself: `lock_wait` tells of it, with who is in the way.
    private static func isRunning(_ session: SessionRow) -> Bool {
        session.state == "active" && !session.isExempt && session.wait?.hasPrefix("Lock") != true
            && !session.query.hasPrefix("START_REPLICATION")
    }

    static func cacheHitRatio(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.cacheHitRatio
        return AlertRule(
            name: "cache_hit_ratio", title: "PostgreSQL reads much from the disk", unit: "1",
            terms: AlertTerms(
                limit: limit, clearLimit: limit + (1 - limit) * 0.2, firesBelow: true, range: 0...1,
                duration: .seconds(5 * 60)),
            advice: """
                Give the statements that read most an index. If they have theirs, shared_buffers is smaller than what \
                is in use: a quarter of the memory is usual.
                """
        ) { snapshot in
            let pages = ((snapshot[.blocksHit] ?? 0) + (snapshot[.blocksRead] ?? 0)) * snapshot.interval
            guard pages >= 10_000, let ratio = snapshot[.bufferHitRatio] else { return nil }
            let most = snapshot.statements.max { $0.blocksRead < $1.blocksRead }
            return AlertMeasurement(
                ratio,
                evidence: [snapshot.statements(by: \.blocksRead, "Statements by pages read")].compactMap { $0 },
                planOf: most?.id)
        }
    }

    static func queriesPerSecond(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.queriesPerSecond
        return AlertRule(
            name: "queries_per_second", title: "More statements than expected", unit: "{query}/s",
            terms: AlertTerms(limit: limit, clearLimit: limit * 0.9, duration: .seconds(60)),
            advice: """
                Look whether people or a program gone wild send them: a loop, a cache that misses. If it is growth, raise \
                the limit and plan for more capacity.
                """
        ) { snapshot in
            // Without pg_stat_statements, a transaction stands for at least one.
            let transactions = snapshot[.commits].map { $0 + (snapshot[.rollbacks] ?? 0) }
            guard let rate = snapshot[.statementCalls] ?? transactions else { return nil }
            return AlertMeasurement(
                rate,
                evidence: [
                    snapshot.statements(by: \.calls, "Statements by calls"),
                    .list(
                        "Routes",
                        snapshot.routes.prefix(5).map { "\(AlertQuantity($0.requests, "{request}/s")) \($0.route)" }),
                ].compactMap { $0 })
        }
    }
}
