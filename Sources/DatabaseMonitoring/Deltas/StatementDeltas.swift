import Foundation

/// What statements did between two looks at `pg_stat_statements`.
///
/// Shared statistics are never reset here, so that others may read them too. A statement that has less of anything than
/// before was forgotten and came back, or was reset by somebody: its interval is dropped. One that is new has done all
/// that it counts since the last look.
struct StatementDeltas: Sendable, Codable {
    struct Change: Sendable, Equatable {
        var key: StatementKey
        var calls: Int
        var time: Double
        var rows: Int
        var blocksHit: Int
        var blocksRead: Int
        var now: StatementCounters
    }

    struct Interval: Sendable {
        /// In seconds.
        var elapsed: Double
        /// The longest total time first.
        var changes: [Change]
        /// Without those that others execute, whose time is in that of these.
        var calls: Int { changes.reduce(0) { $0 + ($1.key.isTopLevel ? $1.calls : 0) } }
        var time: Double { changes.reduce(0) { $0 + ($1.key.isTopLevel ? $1.time : 0) } }
    }

    private var last: [StatementKey: StatementCounters]?
    private var time: Date?
    /// All that was counted: it only grows, whatever the server forgets.
    private(set) var totalCalls = 0
    private(set) var totalTime = 0.0

    /// - Returns: nil for the first look, and where there was a gap of more than ten minutes.
    mutating func advance(_ counters: [StatementCounters], at now: Date, interval: TimeInterval = 10) -> Interval? {
        let before = last
        let elapsed = time.map { now.timeIntervalSince($0) } ?? 0
        last = Dictionary(counters.map { ($0.key, $0) }) { first, _ in first }
        time = now
        guard let before, elapsed > 0, elapsed <= CounterDeltas.longestGap(interval: interval) else { return nil }
        let changes = counters.compactMap { Self.change(from: before[$0.key], to: $0, elapsed) }
        let interval = Interval(
            elapsed: elapsed,
            changes: changes.sorted { ($1.time, $1.calls, $0.key.query) < ($0.time, $0.calls, $1.key.query) })
        totalCalls += interval.calls
        totalTime += interval.time
        return interval
    }

    /// What is counted from now on can't be compared with what was before.
    mutating func reset() { (last, time) = (nil, nil) }

    private static func change(
        from before: StatementCounters?, to now: StatementCounters, _ elapsed: Double
    ) -> Change? {
        // More than a thousand sessions could have done meanwhile: it wasn't seen before, which is not being new.
        if before == nil, now.time > elapsed * 1000 { return nil }
        let change = Change(
            key: now.key, calls: now.calls - (before?.calls ?? 0), time: now.time - (before?.time ?? 0),
            rows: now.rows - (before?.rows ?? 0), blocksHit: now.blocksHit - (before?.blocksHit ?? 0),
            blocksRead: now.blocksRead - (before?.blocksRead ?? 0), now: now)
        let isWhole =
            change.time >= 0 && change.rows >= 0 && change.blocksHit >= 0 && change.blocksRead >= 0
        return change.calls > 0 && isWhole ? change : nil
    }
}
