extension AlertRule {
    static func diskSpace(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.diskFreePercent
        return AlertRule(
            name: "disk_space", title: "A disk is nearly full", unit: "%",
            terms: AlertTerms(
                limit: limit, clearLimit: min(100, limit * 1.2), criticalLimit: thresholds.criticalDiskFreePercent,
                firesBelow: true, range: 0...100, duration: .seconds(30)),
            advice: """
                Make room: old backups and logs, replication slots that nobody reads, tables no longer used. A \
                PostgreSQL whose disk is full stops. Never delete files of pg_wal by hand.
                """
        ) { snapshot in
            let disks = snapshot.series(.diskFreeRatio).sorted { $0.value < $1.value }
            guard let fullest = disks.first else { return nil }
            let free = Dictionary(snapshot.series(.diskFree).map { ($0.label, $0.value) }) { first, _ in first }
            let lines = disks.map { disk in
                let bytes = free[disk.label].map { " (\(AlertQuantity($0, "By")))" } ?? ""
                return "\(disk.label): \(AlertQuantity(disk.value * 100, "%"))\(bytes) free"
            }
            let tables = snapshot.tables.prefix(3).map { "\($0.name): \(AlertQuantity(Double($0.size), "By"))" }
            return AlertMeasurement(
                min(100, max(0, fullest.value * 100)),
                evidence: [
                    .list("Disks", lines), .list("Largest tables", Array(tables)),
                    .list("Replication slots", snapshot.slots.map(\.evidence), most: 3),
                ].compactMap { $0 })
        }
    }

    static var monitorBlind: AlertRule {
        AlertRule(
            name: "monitor_blind", title: "PostgreSQL can't be watched", unit: "1",
            terms: .any(.critical, for: .seconds(10), clearAfter: .zero, range: 0...1),
            advice: """
                Look whether PostgreSQL runs and can be reached (pg_isready). While it can't be watched, no other alert \
                about it fires.
                """
        ) { snapshot in
            let reason = snapshot.blindness.map { Evidence(title: "Reason", text: $0.oneLine(500)) }
            let pool = snapshot.pool?.lastConnectError.map {
                Evidence(title: "Last failed connection of the pool", text: $0.oneLine(500))
            }
            return AlertMeasurement(
                snapshot.blindness == nil ? 0 : 1, evidence: [reason, pool].compactMap { $0 })
        }
    }

    static var history: AlertRule {
        AlertRule(
            name: "history", title: "The monitor's history can't be written", unit: "1",
            terms: .any(.warning, for: .seconds(20), clearAfter: .zero, range: 0...1),
            advice: """
                Make room on the disk of the state folder, and let the program write there. Until then charts have a gap; \
                alerts go on.
                """
        ) { snapshot in
            let failure = snapshot.monitor.historyFailure
            return AlertMeasurement(
                failure == nil ? 0 : 1,
                evidence: [failure.map { Evidence(title: "Reason", text: $0.oneLine(500)) }].compactMap { $0 })
        }
    }
}
