extension AlertRule {
    static var poolTimeouts: AlertRule {
        AlertRule(
            name: "pool_timeouts", title: "Callers got no connection in time", unit: "{timeout}",
            terms: .any(.critical, for: .zero, clearAfter: .seconds(5 * 60)),
            advice: poolAdvice
        ) { snapshot in
            guard let count = snapshot.count(.poolTimeouts) else { return nil }
            return AlertMeasurement(count, evidence: snapshot.poolEvidence)
        }
    }

    static func poolExhausted(_ thresholds: AlertThresholds) -> AlertRule {
        AlertRule(
            name: "pool_exhausted", title: "Every connection of the pool is leased, and callers wait",
            unit: "{caller}", terms: .any(.critical, for: thresholds.poolExhausted, clearAfter: .seconds(30)),
            advice: poolAdvice
        ) { snapshot in
            guard let pool = snapshot.pool else { return nil }
            let isFull = pool.leased >= pool.limit
            return AlertMeasurement(isFull ? Double(pool.waiting) : 0, evidence: snapshot.poolEvidence)
        }
    }

    private static let poolAdvice = """
        Find who holds connections for long: the oldest transactions, and leases that the log says are held too long. \
        More connections help only if the server has processors to spare.
        """

    static func errorRate(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.errorRatePercent
        return AlertRule(
            name: "error_rate", title: "Many requests fail", unit: "%",
            terms: AlertTerms(
                limit: limit, clearLimit: limit / 2, criticalLimit: min(99.9, 5 * limit), range: 0...100,
                duration: .seconds(60)),
            advice: "Look into the program's log for the errors of these routes, and at the other alerts that fire."
        ) { snapshot in
            let all = MonitorMetric.allRoutes
            guard let requests = snapshot[.httpRequests, all], requests * snapshot.interval >= 20 else { return nil }
            let errors = snapshot[.httpErrors, all] ?? 0
            let routes = snapshot.routes.filter { $0.errors > 0 }.sorted { $0.errors > $1.errors }
            return AlertMeasurement(
                min(100, 100 * errors / requests),
                evidence: [
                    Evidence.list(
                        "Routes",
                        routes.map {
                            "\($0.route): \(AlertQuantity($0.errors, "{error}/s")) of \(AlertQuantity($0.requests, "{request}/s"))"
                        })
                ].compactMap { $0 })
        }
    }
}

extension MonitorSnapshot {
    fileprivate var poolEvidence: [Evidence] {
        var evidence: [Evidence?] = []
        if let pool {
            let text = """
                \(pool.leased) of \(pool.limit) leased, \(pool.idle) idle, \(pool.connecting) connecting, \
                \(pool.waiting) \(pool.waiting == 1 ? "caller waits" : "callers wait")
                """
            let failure = pool.lastConnectError.map { "\nlast failed connection: \($0.oneLine(300))" } ?? ""
            evidence.append(Evidence(title: "Pool", text: text + failure))
        }
        let open = sessions.filter { $0.transactionAge != nil }
        evidence.append(.list("Oldest transactions", open.map(\.evidence)))
        return evidence.compactMap { $0 }
    }
}
