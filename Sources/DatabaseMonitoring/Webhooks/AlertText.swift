internal import Foundation

/// What is said of an alert, in plain words.
struct AlertText {
    let pending: PendingAlert

    private var event: AlertEvent { pending.event }
    private var row: AlertRow { event.row }

    /// `🔴 CRITICAL: Sessions wait for a lock`
    var headline: String { "\(mark): \(row.title)" }

    private var mark: String {
        switch (event.kind, row.severity) {
        case (.resolved, _): "✅ RESOLVED"
        case (_, .critical): "🔴 CRITICAL"
        case (_, .warning): "🟠 WARNING"
        }
    }

    /// `12 s, limit 100 ms (lock_wait)`
    var figures: String {
        let name = "(\(row.name))"
        switch event.kind {
        case .resolved:
            let lasted = "It lasted \(AlertQuantity(event.lasted, "s"))"
            guard !isCondition, let worst = event.worst else { return "\(lasted) \(name)" }
            let now = row.value.map { ", now \(AlertQuantity($0, row.unit))" } ?? ""
            return "\(lasted), at worst \(AlertQuantity(worst, row.unit))\(now) \(name)"
        case .fired, .updated, .reminded:
            guard !isCondition else { return name }
            let value = row.value.map { AlertQuantity($0, row.unit).description } ?? "unknown at the moment"
            let limit = AlertQuantity(row.limit, row.unit)
            return row.limit == 0
                ? "\(value) \(name)" : "\(value), \(row.firesBelow ? "least" : "limit") \(limit) \(name)"
        }
    }

    /// How often and since when, where times are written by `time`.
    func course(_ time: (Date) -> String) -> String {
        var sentences: [String] = []
        switch event.kind {
        case .fired: sentences.append("Since \(time(event.began)).")
        case .updated: sentences.append("It got worse. Since \(time(event.began)).")
        case .reminded: sentences.append("It goes on. Since \(time(event.began)).")
        case .resolved: sentences.append("From \(time(event.began)) to \(time(event.time)).")
        }
        if !pending.untold.isEmpty {
            let steps = pending.untold.map { "\($0.kind.rawValue) \(time($0.time))" }.joined(separator: ", ")
            sentences.append("Before this could be sent: \(steps).")
        }
        return sentences.joined(separator: " ")
    }

    /// Something that is so or isn't, without a figure.
    private var isCondition: Bool { row.unit == "1" && row.limit == 0 }

    /// `2026-11-28 22:20:31 UTC`
    static func plain(_ time: Date) -> String {
        time.formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)) + " UTC"
    }
}
