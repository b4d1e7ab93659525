/// What the monitor counts of itself.
struct MonitorCounts: Sendable {
    var failedSamples = 0
    var historyFailures = 0
    var collectorFailures: [String: Int] = [:]
    var webhooks = WebhookStatus()

    func measured(_ facts: MonitorFacts, isBlind: Bool, alerts: [AlertRow]) -> [Measured] {
        let firing = alerts.filter { $0.phase == .firing }
        var all = [
            Measured(.sampleDuration, value: facts.sampleDuration),
            Measured(.samplesTaken, value: Double(facts.samples)),
            Measured(.samplesSkipped, value: Double(facts.skipped)),
            Measured(.samplesFailed, value: Double(failedSamples)),
            Measured(.monitorCost, value: facts.cost),
            Measured(.monitorUp, value: isBlind ? 0 : 1),
            Measured(.collectorsShed, value: Double(facts.shed.count)),
            Measured(.historySize, value: Double(facts.historyBytes)),
            Measured(.historyFailures, value: Double(historyFailures)),
            Measured(.webhookQueue, value: Double(webhooks.queued)),
            Measured(.webhookSent, value: Double(webhooks.delivered)),
            Measured(.webhookFailures, value: Double(webhooks.failures)),
            Measured(.webhookDropped, value: Double(webhooks.dropped)),
        ]
        for severity in AlertRow.Severity.allCases {
            let count = firing.count { $0.severity == severity }
            all.append(Measured(.alertsFiring, severity.rawValue, value: Double(count)))
        }
        for alert in alerts {
            all.append(Measured(.alertFiring, alert.name, value: alert.phase == .firing ? 1 : 0))
        }
        for collector in Collector.all {
            let count = collectorFailures[collector.name] ?? 0
            all.append(Measured(.collectorFailures, collector.name, value: Double(count)))
        }
        return all
    }
}
