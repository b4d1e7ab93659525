extension MonitorSnapshot {
    /// The series of a metric that has one label, by the value of that.
    func series(_ metric: MonitorMetric) -> [(label: String, value: Double)] {
        guard let label = metric.labels.first else { return [] }
        let start = "\(metric.name){\(label)="
        return values.compactMap { key, value in
            key.hasPrefix(start) && key.hasSuffix("}") ? (String(key.dropFirst(start.count).dropLast()), value) : nil
        }
    }

    /// Of all series of a metric; nil when there is none.
    func sum(_ metric: MonitorMetric) -> Double? {
        let series = series(metric)
        return series.isEmpty ? nil : series.reduce(0) { $0 + $1.value }
    }

    /// How often something happened since the sample before, from its rate: 1 at least when it happened at all.
    func count(_ metric: MonitorMetric) -> Double? {
        self[metric].map { $0 > 0 ? max(1, ($0 * interval).rounded()) : 0 }
    }

    /// Whether sessions could be sampled, so that an empty list means that there is none.
    var knowsSessions: Bool {
        !unsampled.contains(Collector.activity.name)
            && (!sessions.isEmpty || self[.connectionUsage] != nil || self[.longestQuery] != nil)
    }

    /// The statement of a session, when `pg_stat_statements` has it.
    func statement(of session: SessionRow) -> StatementRow? {
        guard let identifier = session.queryIdentifier else { return nil }
        return statements.first { $0.queryIdentifier == identifier }
    }

    /// The statements of which a figure is largest, one a line.
    func statements(by figure: (StatementRow) -> Double, _ title: String) -> Evidence? {
        let largest = statements.sorted { figure($0) > figure($1) }.prefix(5).filter { figure($0) > 0 }
        return .list(title, largest.map(\.line))
    }
}

extension StatementRow {
    /// Whether it says `/* no-alert */`, or is maintenance, which may take its time.
    var isExempt: Bool {
        if text.contains("no-alert") { return true }
        let start = text.drop { $0.isWhitespace || $0 == "(" }.prefix(20).split(whereSeparator: \.isWhitespace).first
        return Self.maintenance.contains(start.map { $0.uppercased() } ?? "")
    }

    private static let maintenance: Set = [
        "ALTER", "ANALYZE", "BACKUP", "CHECKPOINT", "CLUSTER", "COPY", "CREATE", "DROP", "REFRESH", "REINDEX",
        "START_REPLICATION", "VACUUM",
    ]
}
