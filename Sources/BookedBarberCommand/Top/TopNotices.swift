import DatabaseMonitoring

/// What is wrong with the monitor itself, or with the way to the database.
enum TopNotices {
    static func lines(_ snapshot: MonitorSnapshot) -> [String] {
        let monitor = snapshot.monitor
        let notices: [String?] = [
            snapshot.pool.flatMap { pool in
                pool.isUnavailable ? "The pool can't connect: \(pool.lastConnectError ?? "no reason is known")" : nil
            },
            monitor.historyFailure.map { "No history is written: \($0)" },
            monitor.webhookFailure.map { "Alerts aren't delivered (\(monitor.webhookQueue) wait): \($0)" },
            monitor.shed.isEmpty
                ? nil : "To cost less, the monitor has stopped sampling: \(monitor.shed.joined(separator: ", "))",
        ]
        return notices.compactMap { $0.map { "! \($0)" } }
    }
}
