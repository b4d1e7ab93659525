import DatabaseMonitoring

/// What can't be sampled on this server, why, and how to have it.
struct TopMissing: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    var lines: [String] {
        let lines = snapshot.missing.flatMap { part in
            WrappedText.lines("Not sampled: \(part.part). \(part.reason) \(part.remedy)", width: width)
        }
        return lines.isEmpty ? [] : lines + [""]
    }
}
