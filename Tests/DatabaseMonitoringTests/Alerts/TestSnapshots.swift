import DatabaseMonitoring
import Foundation

/// Seconds after a moment that is the same in every test.
func moment(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_795_900_000 + seconds) }

extension MonitorSnapshot {
    /// A healthy server, ten seconds after the sample before.
    static func healthy(_ seconds: Double = 0) -> MonitorSnapshot {
        var snapshot = MonitorSnapshot(time: moment(seconds), interval: 10)
        snapshot.server = ServerFacts(
            version: "15.18", database: "shop", startedAt: moment(-86_400), isInRecovery: false, systemIdentifier: nil,
            timeline: 1, connectionLimit: 97)
        snapshot.set(.connectionUsage, 0.2)
        snapshot.set(.blocked, 0)
        snapshot.set(.commits, 50)
        snapshot.set(.rollbacks, 0)
        snapshot.set(.deadlocks, 0)
        snapshot.set(.statementCalls, 200)
        snapshot.set(.blocksHit, 5000)
        snapshot.set(.blocksRead, 5)
        snapshot.set(.bufferHitRatio, 0.999)
        snapshot.set(.transactionIDAge, 1e6)
        snapshot.set(.poolTimeouts, 0)
        snapshot.set(.cacheRedisUp, 1)
        snapshot.set(.cacheHits, "services", 90)
        snapshot.set(.cacheMisses, "services", 10)
        snapshot.set(.httpRequests, MonitorMetric.allRoutes, 100)
        snapshot.set(.httpErrors, MonitorMetric.allRoutes, 0)
        snapshot.set(.diskFreeRatio, "data", 0.6)
        snapshot.pool = PoolRow(
            leased: 3, idle: 7, connecting: 0, waiting: 0, limit: 70, isUnavailable: false, lastConnectError: nil,
            lanes: 2, laneDepth: 0)
        return snapshot
    }

    static let unmeasured = healthy().with { $0.values = [:] }
    static let unreached = healthy().with { $0.server = nil }

    mutating func set(_ metric: MonitorMetric, _ labels: String..., value: Double) {
        values[SeriesKey(metric, labels).text] = value
    }

    mutating func set(_ metric: MonitorMetric, _ value: Double) { set(metric, value: value) }
    mutating func set(_ metric: MonitorMetric, _ label: String, _ value: Double) { set(metric, label, value: value) }

    func with(_ change: (inout MonitorSnapshot) -> Void) -> MonitorSnapshot {
        var snapshot = self
        change(&snapshot)
        return snapshot
    }
}

extension StatementRow {
    static func of(_ text: String, id: String = "1/1/7/t", mean: Double, identifier: Int64 = 7) -> StatementRow {
        StatementRow(
            id: id, queryIdentifier: identifier, text: text, user: "app", calls: 2, time: 2 * mean, rows: 2,
            blocksHit: 10,
            blocksRead: 90, meanTime: mean, totalCalls: 100, totalTime: 100 * mean)
    }
}
