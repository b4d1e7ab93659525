import Postgres

extension Collector {
    /// Sessions of all databases of the server, but this one.
    static let activity = Collector("pg_stat_activity", isVital: true, sampleActivity)

    private static func sampleActivity(_ sample: inout RawSample, _ connection: Connection) async throws {
        let groups = try await connection.query(
            """
            SELECT coalesce(state, 'unknown'), coalesce(application_name, ''),
                   CASE WHEN state = 'active' THEN wait_event_type END, count(*)::int
            FROM pg_stat_activity
            WHERE \(query: clients)
            GROUP BY 1, 2, 3
            """
        ).decode(String.self, String.self, String?.self, Int.self)
        ActivityCounts(groups).add(to: &sample)

        let rows = try await connection.query(
            """
            SELECT pid::int, usename::text, coalesce(application_name, ''), coalesce(state, 'unknown'),
                   CASE WHEN state = 'active' AND wait_event_type IS NOT NULL
                        THEN wait_event_type || ': ' || wait_event END,
                   extract(epoch FROM clock_timestamp() - xact_start)::float8,
                   extract(epoch FROM clock_timestamp() - query_start)::float8,
                   extract(epoch FROM clock_timestamp() - state_change)::float8,
                   coalesce(query, ''), query_id
            FROM pg_stat_activity
            WHERE \(query: clients) AND pid <> pg_backend_pid()
              AND state IS DISTINCT FROM 'idle'
            ORDER BY xact_start NULLS LAST, pid
            LIMIT 50
            """
        ).decode(
            Int.self, String?.self, String.self, String.self, String?.self, Double?.self, Double?.self, Double?.self,
            String.self, Int64?.self)
        sample.sessions = rows.filter { $0.8 != hidden }.map {
            pid, user, application, state, wait, transaction, query, since, text, id in
            SessionRow(
                pid: pid, user: user, application: application, state: state, wait: wait,
                transactionAge: transaction.map { max(0, $0) }, queryAge: query.map { max(0, $0) },
                stateAge: since.map { max(0, $0) },
                query: StatementText.withoutValues(text), queryIdentifier: id,
                isExempt: isExempt(application: application, text: text))
        }
        addAges(to: &sample)
        if rows.contains(where: { $0.8 == hidden }) {
            sample.missing.append(
                MissingPart(
                    part: "sessions of other roles", reason: "What they do is hidden from the monitor's role.",
                    remedy: "As a superuser: GRANT pg_monitor TO the role that the program connects as."))
        }
    }

    /// Of a session that the role may not see, not even its kind is told.
    private static let clients: Query =
        "(backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL))"

    /// What PostgreSQL shows in place of a statement that the role may not see.
    private static let hidden = "<insufficient privilege>"

    /// Programs that run long by their nature.
    private static let maintenance: Set<String> = ["pg_dump", "pg_dumpall", "pg_restore", "pg_basebackup", "vacuumdb"]

    static func isExempt(application: String, text: String) -> Bool {
        maintenance.contains(application) || StatementText.isExempt(text)
    }

    private static func addAges(to sample: inout RawSample) {
        let watched = sample.sessions.filter { !$0.isExempt }
        let idle = watched.filter { $0.state.hasPrefix("idle in transaction") }
        sample.add(.oldestTransaction, value: watched.compactMap(\.transactionAge).max() ?? 0)
        sample.add(.oldestIdleInTransaction, value: idle.compactMap(\.stateAge).max() ?? 0)
        let ages = Dictionary(
            watched.compactMap { session in session.transactionAge.map { (session.application, $0) } },
            uniquingKeysWith: max)
        for (application, age) in ages.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(10) {
            sample.add(.transactionAgeByApplication, application.isEmpty ? "unnamed" : application, value: age)
        }
        sample.add(.longestQuery, value: watched.filter { $0.state == "active" }.compactMap(\.queryAge).max() ?? 0)
    }
}

/// Counts of sessions, with few labels however many there are.
struct ActivityCounts {
    private var states = ["active": 0, "idle": 0, "idle in transaction": 0, "other": 0]
    private var applications: [String: Int] = [:]
    private var waits: [String: Int] = [:]
    private var total = 0

    init(_ groups: [(state: String, application: String, wait: String?, count: Int)]) {
        for group in groups {
            let state = group.state.hasPrefix("idle in transaction") ? "idle in transaction" : group.state
            states[states[state] == nil ? "other" : state, default: 0] += group.count
            applications[group.application.isEmpty ? "unnamed" : group.application, default: 0] += group.count
            if let wait = group.wait { waits[wait, default: 0] += group.count }
            total += group.count
        }
    }

    func add(to sample: inout RawSample) {
        for (state, count) in states.sorted(by: { $0.key < $1.key }) {
            sample.add(.connections, state, value: count)
        }
        let sorted = applications.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (application, count) in sorted.prefix(10) {
            sample.add(.connectionsByApplication, application, value: count)
        }
        if sorted.count > 10 {
            sample.add(.connectionsByApplication, "other", value: sorted.dropFirst(10).reduce(0) { $0 + $1.value })
        }
        for kind in ["Activity", "BufferPin", "Client", "Extension", "IO", "IPC", "Lock", "LWLock", "Timeout"] {
            sample.add(.waiting, kind, value: waits[kind] ?? 0)
        }
        if let limit = sample.server?.connectionLimit, limit > 0 {
            sample.add(.connectionUsage, value: Double(total) / Double(limit))
        }
    }
}
