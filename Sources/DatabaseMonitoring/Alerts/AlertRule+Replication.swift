extension AlertRule {
    static func replicationLag(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = thresholds.replicationLag / .seconds(1)
        return AlertRule(
            name: "replication_lag", title: "A replica is late", unit: "s",
            terms: AlertTerms(limit: limit, clearLimit: limit / 2, duration: .seconds(30)),
            advice: lagAdvice
        ) { snapshot in
            guard snapshot.knowsReplication else { return nil }
            let latest = snapshot.replicas.compactMap(\.replayLag).max() ?? 0
            return AlertMeasurement(
                max(latest, snapshot[.recoveryLagTime] ?? 0), evidence: [snapshot.replication].compactMap { $0 })
        }
    }

    static func replicationLagSize(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = Double(thresholds.replicationLagBytes)
        return AlertRule(
            name: "replication_lag_size", title: "A replica has much to catch up with", unit: "By",
            terms: AlertTerms(limit: limit, clearLimit: limit / 2, duration: .seconds(60)),
            advice: lagAdvice
        ) { snapshot in
            guard snapshot.knowsReplication else { return nil }
            return AlertMeasurement(
                Double(snapshot.replicas.map(\.lagBytes).max() ?? 0),
                evidence: [snapshot.replication].compactMap { $0 })
        }
    }

    private static let lagAdvice = """
        Look at the replica's processor, disk and network, and for a long query there that holds up recovery. Until it \
        has caught up, reads from it are old.
        """

    static func retainedWAL(_ thresholds: AlertThresholds) -> AlertRule {
        let limit = Double(thresholds.retainedWALBytes)
        return AlertRule(
            name: "retained_wal", title: "A replication slot keeps much write-ahead log", unit: "By",
            terms: AlertTerms(
                limit: limit, clearLimit: limit * 0.8, criticalLimit: 10 * limit, duration: .seconds(60)),
            advice: """
                Bring back who reads the slot, or drop it with pg_drop_replication_slot(name): the log fills the disk. \
                Set max_slot_wal_keep_size as a bound.
                """
        ) { snapshot in
            guard snapshot.knowsReplication else { return nil }
            let slots = snapshot.slots.sorted { $0.retainedBytes > $1.retainedBytes }
            return AlertMeasurement(
                Double(slots.first?.retainedBytes ?? 0),
                evidence: [Evidence.list("Replication slots", slots.map(\.evidence))].compactMap { $0 })
        }
    }

    static var slotLost: AlertRule {
        AlertRule(
            name: "replication_slot_lost", title: "A replication slot has lost write-ahead log", unit: "{slot}",
            terms: .any(.critical, for: .zero, clearAfter: .zero),
            advice: """
                Its reader can't go on: build the replica anew (pg_basebackup) and drop the slot. If it was \
                slow, not gone, raise max_slot_wal_keep_size.
                """
        ) { snapshot in
            guard snapshot.knowsReplication else { return nil }
            let lost = snapshot.slots.filter { $0.status == "lost" }
            return AlertMeasurement(
                Double(lost.count),
                evidence: [Evidence.list("Replication slots", lost.map(\.evidence))].compactMap { $0 })
        }
    }
}

extension MonitorSnapshot {
    /// Whether no replica and no slot in the snapshot means that there is none.
    fileprivate var knowsReplication: Bool {
        server != nil && blindness == nil && !unsampled.contains(Collector.replication.name)
            && !missing.contains { $0.part.contains("replication") }
    }

    fileprivate var replication: Evidence? {
        let late = replicas.sorted { $0.lagBytes > $1.lagBytes }.map { replica in
            let time = replica.replayLag.map { ", \(AlertQuantity($0, "s")) late" } ?? ""
            return
                "\(replica.name.oneLine(60)), \(replica.state): \(AlertQuantity(Double(replica.lagBytes), "By"))\(time)"
        }
        return .list("Replicas", late.isEmpty ? ["no replica streams from this server"] : late)
    }
}

extension SlotRow {
    var evidence: String {
        let kept = AlertQuantity(Double(retainedBytes), "By")
        return "\(name.oneLine(63)), \(isActive ? "active" : "nobody reads it"), \(status ?? "unknown"): \(kept) kept"
    }
}
