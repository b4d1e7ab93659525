import DatabaseMonitoring

/// Locks by mode in one line: those that are waited for before those that are held, as these are what matters when the
/// line is cut.
struct TopLocks: Sendable {
    let snapshot: MonitorSnapshot

    var lines: [String] {
        let parts = [
            list(granted: false).map { "waited for \($0)" }, list(granted: true).map { "held \($0)" },
        ].compactMap(\.self)
        return ["Locks: \(parts.isEmpty ? "none was seen" : parts.joined(separator: "; "))", ""]
    }

    /// The modes without their ending `Lock`, the most frequent first; nil when there is none.
    private func list(granted: Bool) -> String? {
        let (prefix, suffix) = ("\(MonitorMetric.lockCount.name){mode=", ",granted=\(granted)}")
        let modes = snapshot.values.compactMap { key, count -> (mode: String, count: Double)? in
            guard count > 0, key.hasPrefix(prefix), key.hasSuffix(suffix) else { return nil }
            let mode = key.dropFirst(prefix.count).dropLast(suffix.count)
            return (String(mode.hasSuffix("Lock") ? mode.dropLast(4) : mode), count)
        }.sorted { ($0.count, $1.mode) > ($1.count, $0.mode) }
        guard !modes.isEmpty else { return nil }
        return modes.map { "\(Figure.number($0.count)) \($0.mode)" }.joined(separator: ", ")
    }
}
