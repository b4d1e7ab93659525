import DatabaseMonitoring

/// For one rule: a snapshot that crosses its limit, one that clears it, and one in which it can't be known.
struct RuleCase: Sendable, CustomStringConvertible {
    let name: String
    /// The value that it should find.
    let value: Double
    /// What its evidence must say.
    let evidence: [String]
    let crossed: MonitorSnapshot
    var clear = MonitorSnapshot.healthy()
    var unknown: MonitorSnapshot?

    var description: String { name }

    init(
        _ name: String, _ value: Double, evidence: String..., unknown: MonitorSnapshot? = nil,
        _ change: (inout MonitorSnapshot) -> Void
    ) {
        (self.name, self.value, self.evidence) = (name, value, evidence)
        crossed = .healthy().with(change)
        self.unknown = unknown
    }

    static let waiting = SessionRow(
        pid: 57, application: "web", state: "active", wait: "Lock: transactionid", transactionAge: 13, queryAge: 12,
        query: "UPDATE appointments SET status = $1 WHERE id = $2")
    static let holder = SessionRow(
        pid: 41, application: "billing", state: "idle in transaction", transactionAge: 400, stateAge: 360,
        query: "UPDATE appointments\n   SET status = $1")
    static let slow = SessionRow(
        pid: 77, application: "report", state: "active", queryAge: 25, query: "SELECT pg_sleep($1)",
        queryIdentifier: 7)

    static let database = [
        RuleCase("connection_usage", 90, evidence: "60 web", unknown: .unmeasured) {
            $0.set(.connectionUsage, 0.9)
            $0.set(.connectionsByApplication, "web", 60)
            $0.set(.connections, "idle", 30)
        },
        RuleCase("slow_query", 25, evidence: "pid 77 report, active for 25 s", "pg_sleep", unknown: .unmeasured) {
            $0.sessions = [slow]
            $0.statements = [.of("SELECT pg_sleep($1)", mean: 0.1)]
        },
        RuleCase(
            "cache_hit_ratio", 0.5, evidence: "SELECT * FROM payments",
            unknown: .healthy().with { $0.set(.blocksHit, 10) }
        ) {
            $0.set(.bufferHitRatio, 0.5)
            $0.statements = [.of("SELECT * FROM payments", mean: 0.1)]
        },
        RuleCase("queries_per_second", 2000, evidence: "2 calls/s", unknown: .unmeasured) {
            $0.set(.statementCalls, 2000)
            $0.statements = [.of("SELECT $1", mean: 0.001)]
        },
        RuleCase("lock_wait", 20, evidence: "pid 41 billing", "  pid 57 web waits 20 s", unknown: .unmeasured) {
            $0.blocking = [
                BlockingNode(
                    session: holder, blocked: [BlockingNode(session: waiting, lock: "ShareLock on x", waited: 20)])
            ]
        },
        RuleCase("idle_in_transaction", 360, evidence: "pid 41", "for 6 min", unknown: .unmeasured) {
            $0.sessions = [holder, waiting]
        },
        RuleCase("transaction_id_age", 6e8, evidence: "600,000,000 old", unknown: .unmeasured) {
            $0.set(.transactionIDAge, 6e8)
        },
        RuleCase("deadlocks", 2, unknown: .unmeasured) { $0.set(.deadlocks, 0.2) },
        RuleCase("rollbacks", 50, evidence: "50 rollbacks/s", unknown: .healthy().with { $0.set(.commits, 1) }) {
            $0.set(.rollbacks, 50)
        },
        RuleCase("replication_lag", 45, evidence: "replica-1", "45 s late", unknown: .unreached) {
            $0.replicas = [
                ReplicaRow(
                    name: "replica-1", state: "streaming", isSynchronous: false, lagBytes: 5_000_000, replayLag: 45)
            ]
        },
        RuleCase("replication_lag_size", 2e8, evidence: "200 MB", unknown: .unreached) {
            $0.replicas = [
                ReplicaRow(name: "r", state: "streaming", isSynchronous: false, lagBytes: 200_000_000, replayLag: nil)
            ]
        },
        RuleCase("retained_wal", 2e9, evidence: "2 GB kept", "nobody reads it", unknown: .unreached) {
            $0.slots = [SlotRow(name: "old", isActive: false, retainedBytes: 2_000_000_000, status: "extended")]
        },
        RuleCase("replication_slot_lost", 1, evidence: "old", unknown: .unreached) {
            $0.slots = [SlotRow(name: "old", isActive: false, retainedBytes: 0, status: "lost")]
        },
    ]

    static let program = [
        RuleCase("pool_timeouts", 1, evidence: "3 of 70 leased", unknown: .unmeasured) {
            $0.set(.poolTimeouts, 0.01)
        },
        RuleCase(
            "pool_exhausted", 9, evidence: "70 of 70 leased", "9 callers wait",
            unknown: .healthy().with { $0.pool = nil }
        ) {
            $0.pool?.leased = 70
            $0.pool?.waiting = 9
        },
        RuleCase(
            "error_rate", 10, evidence: "GET /v1/services: 10 errors/s",
            unknown: .healthy().with { $0.set(.httpRequests, MonitorMetric.allRoutes, 1) }
        ) {
            $0.set(.httpErrors, MonitorMetric.allRoutes, 10)
            $0.routes = [
                RouteRow(route: "GET /v1/services", requests: 100, errors: 10, median: nil, p95: nil, p99: nil)
            ]
        },
        RuleCase("cache_down", 1, evidence: "services", unknown: .unmeasured) {
            $0.set(.cacheRedisUp, 0)
            $0.cache = [CacheRow(kind: "services", requests: 10, hitRatio: 0.4, entries: 3, bytes: 300)]
        },
        RuleCase("query_cache_hit_ratio", 0.1, evidence: "hit ratio 0.1", unknown: .unmeasured) {
            $0.set(.cacheHits, "services", 10)
            $0.set(.cacheMisses, "services", 90)
            $0.cache = [CacheRow(kind: "services", requests: 100, hitRatio: 0.1, entries: 3, bytes: 300)]
        },
        RuleCase("disk_space", 4, evidence: "data: 4 % (2 GB) free", unknown: .unmeasured) {
            $0.set(.diskFreeRatio, "data", 0.04)
            $0.set(.diskFree, "data", 2e9)
        },
        RuleCase("monitor_blind", 1, evidence: "connection refused") { $0.blindness = "connection refused" },
        RuleCase("history", 1, evidence: "No space left") { $0.monitor.historyFailure = "No space left on device" },
    ]
}
