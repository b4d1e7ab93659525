import DatabaseMonitoring
import Foundation

/// A shop on a good day, or one where a session holds a lock that others want.
enum ExampleSnapshot {
    static let time = GeneratedSnapshot.time

    static var healthy: MonitorSnapshot {
        var snapshot = MonitorSnapshot(time: time, interval: 10)
        snapshot.server = ServerFacts(
            version: "15.18", database: "bookedbarber", startedAt: time.addingTimeInterval(-273_600),
            isInRecovery: false,
            systemIdentifier: nil, timeline: 1, connectionLimit: 97)
        snapshot.values[SeriesKey(.connections, ["active"]).text] = 5
        snapshot.values[SeriesKey(.connections, ["idle"]).text] = 40
        snapshot.values[SeriesKey(.processorTime).text] = 0.342
        snapshot.values[SeriesKey(.memory).text] = 220_200_960
        snapshot.monitor.cost = 0.002
        snapshot.pool = PoolRow(
            leased: 7, idle: 43, connecting: 0, waiting: 0, limit: 70, isUnavailable: false, lastConnectError: nil,
            lanes: 2, laneDepth: 14)
        snapshot.cache = [
            CacheRow(kind: "user_profile", requests: 300, hitRatio: 0.99, entries: 10, bytes: 10),
            CacheRow(kind: "revenue", requests: 100, hitRatio: 0.59, entries: 10, bytes: 10),
            CacheRow(kind: "static_data", requests: 0, hitRatio: nil, entries: 10, bytes: 10),
        ]
        snapshot.routes = [
            RouteRow(
                route: "GET /v1/shops/{id}", requests: 1200, errors: 0, median: 0.001, p95: 0.004, p99: 0.0123),
            RouteRow(
                route: "POST /v1/appointments", requests: 34, errors: 0.1, median: 0.003, p95: 0.009, p99: 0.011),
        ]
        snapshot.statements = [
            statement("a", "SELECT id\n  FROM appointments", calls: 800, time: 0.6, mean: 0.000_75, rows: 10),
            statement("b", "UPDATE appointments SET status = $1", calls: 2, time: 0.3, mean: 0.15, rows: 2),
            statement("c", "SELECT name FROM services", calls: 10, time: 0.1, mean: 0.01, rows: 4000),
        ]
        snapshot.coverage = 0.93
        snapshot.sessions = [session(4711, "active", age: 0.02, "SELECT id FROM appointments")]
        snapshot.alerts = [alert("connection_usage", .ok, value: 46)]
        return snapshot
    }

    static var blocked: MonitorSnapshot {
        var snapshot = healthy
        let holder = session(4711, "idle in transaction", age: 35, "UPDATE appointments SET status = $1")
        let waiter = session(4712, "active", age: 12, "UPDATE appointments SET notes = $1")
        let third = session(4713, "active", age: 3, "LOCK TABLE appointments")
        snapshot.sessions = [holder, waiter, third]
        snapshot.blocking = [
            BlockingNode(
                session: holder,
                blocked: [
                    BlockingNode(
                        session: waiter, lock: "ShareLock on transaction 900", waited: 12,
                        blocked: [
                            BlockingNode(session: third, lock: "AccessExclusiveLock on appointments", waited: 3)
                        ])
                ])
        ]
        var firing = alert("lock_wait", .firing, value: 12)
        (firing.title, firing.severity, firing.unit, firing.limit) = (
            "A statement waits for a lock", .critical, "s", 0.1
        )
        firing.since = time.addingTimeInterval(-10)
        firing.evidence = [Evidence(title: "Blocking tree", text: "4711 app\n└─ 4712 app")]
        firing.advice = "End the session that holds the lock."
        snapshot.alerts.append(firing)
        return snapshot
    }

    static func statement(
        _ id: String, _ text: String, calls: Double, time: Double, mean: Double, rows: Double
    ) -> StatementRow {
        StatementRow(
            id: id, queryIdentifier: 1, text: text, user: nil, calls: calls, time: time, rows: rows, blocksHit: 0,
            blocksRead: 0, meanTime: mean, totalCalls: 1, totalTime: 1)
    }

    static func session(_ pid: Int, _ state: String, age: Double, _ query: String) -> SessionRow {
        SessionRow(
            pid: pid, user: "app", application: "bookedbarber", state: state, transactionAge: age, queryAge: age,
            stateAge: age, query: query)
    }

    static func alert(_ name: String, _ phase: AlertRow.Phase, value: Double?) -> AlertRow {
        AlertRow(
            name: name, title: name, severity: .warning, phase: phase, value: value, limit: 80, clearLimit: 75,
            firesBelow: false, unit: "%", duration: 60, since: nil, evidence: [], advice: "", silencedUntil: nil)
    }
}
