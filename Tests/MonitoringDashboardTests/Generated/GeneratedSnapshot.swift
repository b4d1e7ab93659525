import DatabaseMonitoring
import Foundation

/// Snapshots of the shop: one of a usual moment, one in which much is wrong.
struct GeneratedSnapshot {
    let figures: GeneratedFigures
    let now: Date

    init(seed: UInt64 = 7, now: Date = Date()) {
        figures = GeneratedFigures(seed: seed)
        // JSON keeps no more of it than a floating-point number of seconds.
        self.now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
    }

    var usual: MonitorSnapshot {
        var snapshot = MonitorSnapshot(time: now, interval: 10)
        snapshot.server = ServerFacts(
            version: "15.18", database: "bookings", startedAt: now.addingTimeInterval(-31 * 3600), isInRecovery: false,
            systemIdentifier: "7301", timeline: 1, connectionLimit: 97)
        snapshot.values = values
        snapshot.coverage = 0.964
        snapshot.statements = statements
        snapshot.sessions = sessions
        snapshot.tables = tables
        snapshot.indexes = indexes
        snapshot.replicas = [
            ReplicaRow(name: "replica_1", state: "streaming", isSynchronous: true, lagBytes: 18_400, replayLag: 0.004),
            ReplicaRow(name: "replica_2", state: "streaming", isSynchronous: false, lagBytes: 731_000, replayLag: 0.31),
        ]
        snapshot.slots = [SlotRow(name: "replica_1", isActive: true, retainedBytes: 16_777_216, status: "reserved")]
        snapshot.pool = PoolRow(
            leased: 17, idle: 33, connecting: 0, waiting: 0, limit: 70, isUnavailable: false, lastConnectError: nil,
            lanes: 2, laneDepth: 5)
        snapshot.cache = [
            CacheRow(kind: "appointment_list", requests: 212, hitRatio: 0.931, entries: 18_220, bytes: 9_100_000),
            CacheRow(kind: "user_profile", requests: 160, hitRatio: 0.972, entries: 7_400, bytes: 4_600_000),
            CacheRow(kind: "static", requests: 88, hitRatio: 0.998, entries: 120, bytes: 61_000),
        ]
        snapshot.routes = routes
        snapshot.alerts = GeneratedAlerts(now: now).quiet
        snapshot.missing = [
            MissingPart(
                part: "track_io_timing", reason: "It is off: how long reading pages takes isn't known.",
                remedy: "ALTER SYSTEM SET track_io_timing = on; SELECT pg_reload_conf();")
        ]
        snapshot.marks = [
            HistoryMark(
                time: now.addingTimeInterval(-5 * 3600), kind: .statementsReset, text: "by pg_stat_statements_reset"),
            HistoryMark(time: now.addingTimeInterval(-2000), kind: .restart, text: "PostgreSQL was started at 12:04"),
        ]
        snapshot.monitor.sampleDuration = 0.021
        snapshot.monitor.cost = 0.0021
        snapshot.monitor.samples = 3108
        snapshot.monitor.historyBytes = 18_300_000
        return snapshot
    }

    var troubled: MonitorSnapshot {
        var snapshot = usual
        snapshot.alerts = GeneratedAlerts(now: now).loud
        snapshot.blocking = [
            BlockingNode(
                session: SessionRow(
                    pid: 4211, user: "app", application: "reports", state: "idle in transaction", transactionAge: 143,
                    stateAge: 131, query: GeneratedFigures.texts[2]),
                blocked: [
                    BlockingNode(
                        session: SessionRow(
                            pid: 4280, application: "bookedbarber", state: "active", wait: "Lock: transactionid",
                            queryAge: 12, query: GeneratedFigures.texts[2]),
                        lock: "ShareLock on transaction", waited: 12.4,
                        blocked: [
                            BlockingNode(
                                session: SessionRow(
                                    pid: 4302, application: "bookedbarber", state: "active", wait: "Lock: tuple",
                                    query: "UPDATE appointments SET note = $1 WHERE id = $2 /* <b>bold</b> */"),
                                lock: "ExclusiveLock on tuple of appointments", waited: 7.1)
                        ])
                ])
        ]
        return snapshot
    }

    private var values: [String: Double] {
        var values = Dictionary(
            uniqueKeysWithValues: [
                MonitorMetric.commits, .rollbacks, .bufferHitRatio, .statementCalls,
            ].map { (SeriesKey($0).text, figures.value(SeriesKey($0).text, at: now)) })
        values[SeriesKey(.databaseSize).text] = 8_412_000_000
        values[SeriesKey(.oldestTransaction).text] = 2.4
        values[SeriesKey(.transactionIDAge).text] = 41_200_000
        values[SeriesKey(.deadlocks).text] = 0
        values[SeriesKey(.checkpoints, ["timed"]).text] = 0.0033
        values[SeriesKey(.waiting, ["IO: DataFileRead"]).text] = 1
        values[SeriesKey(.diskFree, ["/var"]).text] = 61_000_000_000
        for (mode, held, waited) in [("AccessShareLock", 41.0, 0.0), ("RowExclusiveLock", 12, 0), ("ShareLock", 0, 1)] {
            values[SeriesKey(.lockCount, [mode, "true"]).text] = held
            values[SeriesKey(.lockCount, [mode, "false"]).text] = waited
        }
        for (program, count) in [("bookedbarber", 50.0), ("reports", 4), ("psql", 1)] {
            values[SeriesKey(.connectionsByApplication, [program]).text] = count
        }
        return values
    }

    private var statements: [StatementRow] {
        figures.statements(from: now.addingTimeInterval(-10), to: now).enumerated().map { index, row in
            StatementRow(
                id: row.id, queryIdentifier: Int64(index), text: row.text, user: "app", calls: row.calls / 10,
                time: row.totalTime / 10, rows: row.calls / 4, blocksHit: row.calls * 3, blocksRead: row.calls / 50,
                meanTime: row.meanTime, totalCalls: Int(row.calls) * 900, totalTime: row.totalTime * 900)
        }
    }

    private var sessions: [SessionRow] {
        GeneratedFigures.texts.prefix(6).enumerated().map { index, text in
            SessionRow(
                pid: 4200 + index, user: "app", application: index == 5 ? "<i>psql</i>" : "bookedbarber",
                state: index % 3 == 2 ? "idle in transaction" : "active", wait: index == 1 ? "IO: DataFileRead" : nil,
                transactionAge: Double(index) * 0.4, queryAge: 0.01, stateAge: 0.02 * Double(index), query: text)
        }
    }

    private var tables: [TableRow] {
        ["appointments", "payments", "users", "sessions", "services", "audit.events"].enumerated().map { index, name in
            TableRow(
                name: name, size: Int(4e9 / pow(3, Double(index))), liveRows: Int(2e7 / pow(3, Double(index))),
                deadRows: Int(3e5 / pow(2, Double(index))), sequentialScans: index == 4 ? 40 : 0.01,
                sequentialRows: 400, indexScans: 1200 / Double(index + 1), writes: 90 / Double(index + 1),
                hotRatio: index == 3 ? nil : 0.92 - Double(index) / 20, lastVacuum: now.addingTimeInterval(-3600 * 3),
                lastAnalyze: index == 5 ? nil : now.addingTimeInterval(-1300), partitions: index < 2 ? 26 : 0)
        }
    }

    private var indexes: [IndexRow] {
        ["appointments_pkey", "appointments_barber_starts", "payments_intent", "users_email_lower"].enumerated().map {
            IndexRow(
                name: $1, table: String($1.prefix { $0 != "_" }), size: Int(9e8 / pow(2, Double($0))),
                scans: 800 / Double($0 + 1), rowsRead: 2400, isConstraint: $0 == 0, isValid: $0 != 2)
        }
    }

    private var routes: [RouteRow] {
        [
            "GET /v1/barbers/{id}/schedule", "GET /v1/appointments", "POST /v1/appointments", "GET /v1/shops/{id}",
            "POST /v1/payments",
        ].enumerated().map { index, route in
            RouteRow(
                route: route, requests: figures.value("http.requests{route=\(route)}", at: now),
                errors: index == 4 ? 0.02 : 0, median: 0.0021 + Double(index) / 2000, p95: 0.011, p99: 0.034)
        }
    }
}
