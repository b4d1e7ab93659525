import Foundation

/// Makes snapshots of samples: keeps what rates and changes are measured against. A value without I/O.
struct SnapshotMaker: Sendable {
    /// What lasts beyond this process, so that rates survive its restart.
    struct Saved: Codable {
        var identity: ServerIdentity?
        var counters: CounterDeltas
        var marks: [HistoryMark]
    }

    static let mostMarks = 50
    static let shownStatements = 100

    private var identity: ServerIdentity?
    private var counters = CounterDeltas()
    private var programCounters = CounterDeltas()
    private var statements = StatementDeltas()
    private var storage = StorageDeltas()
    private var tables: [TableRow] = []
    private var indexes: [IndexRow] = []
    private var lastServer: ServerFacts?
    private var isBlind = false
    private(set) var marks: [HistoryMark] = []
    /// Values of collectors that run less often than samples are taken stand until they run again.
    var slowValues: [String: (value: Double, time: Date)] = [:]
    /// The figures of the last sample, counters in their own count; those of ``slowValues`` as well.
    var standing: [Measured] = []

    init(_ saved: Saved? = nil) {
        guard let saved else { return }
        (identity, counters, marks) = (saved.identity, saved.counters, saved.marks)
    }

    var saved: Saved { Saved(identity: identity, counters: counters, marks: marks) }

    /// All figures of PostgreSQL as they were last taken.
    var measured: [Measured] { standing }

    mutating func mark(_ mark: HistoryMark) {
        let recent = marks.filter { mark.time.timeIntervalSince($0.time) < Self.day }
        marks = Array((recent + [mark]).suffix(Self.mostMarks))
    }

    private static let day: TimeInterval = 86_400

    /// What happened between the last sample and this one.
    struct Step: Sendable {
        var snapshot: MonitorSnapshot
        var statements: StatementDeltas.Interval?
    }

    mutating func advance(_ raw: RawSample, interval: TimeInterval) -> Step {
        noticeChanges(raw)
        var snapshot = MonitorSnapshot(time: raw.time, interval: interval)
        let statements = raw.statements.flatMap { self.statements.advance($0, at: raw.time, interval: interval) }
        var measured = raw.measured
        if raw.statements != nil {
            measured.append(Measured(.statementCalls, value: Double(self.statements.totalCalls)))
            measured.append(Measured(.statementTime, value: self.statements.totalTime))
        }
        var values = counters.rates(of: measured, at: raw.time, interval: interval)
        for one in measured where one.metric.kind == .gauge { values[one.key.text] = one.value }
        let coverage = coverage(statements, values)
        for (metric, value) in [(.bufferHitRatio, hitRatio(values)), (MonitorMetric.statementsCoverage, coverage)] {
            guard let value else { continue }
            values[SeriesKey(metric).text] = value
            measured.append(Measured(metric, value: value))
        }
        if let raw = raw.tables { tables = storage.advance(raw, at: snapshot.time) }
        if let raw = raw.indexes { indexes = storage.advance(raw, at: snapshot.time) }
        snapshot.values = withSlowValues(values, at: raw.time)
        stand(measured)
        snapshot.server = raw.server
        snapshot.unsampled = raw.failures.keys.sorted()
        snapshot.sessions = raw.sessions
        let forest = BlockingForest(waits: raw.waits, sessions: raw.sessions)
        snapshot.blocking = forest.trees()
        snapshot.coverage = coverage
        (snapshot.tables, snapshot.indexes) = (tables, indexes)
        (snapshot.replicas, snapshot.slots, snapshot.missing) = (raw.replicas, raw.slots, raw.missing)
        snapshot.marks = marks.filter { raw.time.timeIntervalSince($0.time) < Self.day }
        return Step(snapshot: snapshot, statements: statements)
    }

    /// A sample of which nothing came from PostgreSQL.
    mutating func blind(_ reason: String, at time: Date, interval: TimeInterval) -> MonitorSnapshot {
        if !isBlind { mark(HistoryMark(time: time, kind: .blind, text: "PostgreSQL can't be sampled: \(reason)")) }
        isBlind = true
        standing = []
        var snapshot = MonitorSnapshot(time: time, interval: interval)
        snapshot.blindness = reason
        (snapshot.tables, snapshot.indexes, snapshot.marks) = (tables, indexes, marks)
        return snapshot
    }

    /// The rates of this process' own counters.
    mutating func programValues(
        _ measured: [Measured], at time: Date, interval: TimeInterval
    ) -> [String: Double] {
        var values = programCounters.rates(of: measured, at: time, interval: interval)
        for one in measured where one.metric.kind == .gauge { values[one.key.text] = one.value }
        return values
    }

    private mutating func noticeChanges(_ raw: RawSample) {
        if isBlind { mark(HistoryMark(time: raw.time, kind: .seeing, text: "PostgreSQL can be sampled again.")) }
        isBlind = false
        guard let now = raw.identity else { return }
        defer {
            var kept = now
            // Without its own statistics this time, what was known of their reset stands.
            if kept.statementsReset == nil { kept.statementsReset = identity?.statementsReset }
            identity = kept
        }
        guard let before = identity else { return }
        let changes = before.changes(to: now)
        guard !changes.isEmpty else { return }
        for change in changes { mark(HistoryMark(change, at: raw.time, now)) }
        if changes == [.statementsReset] {
            statements.reset()
        } else {
            counters.reset()
            statements.reset()
            storage.reset()
            slowValues = [:]
        }
    }

    private func hitRatio(_ values: [String: Double]) -> Double? {
        guard let hit = values[SeriesKey(.blocksHit).text], let read = values[SeriesKey(.blocksRead).text],
            // A ratio of a few pages says nothing.
            hit + read >= 100
        else { return nil }
        return hit / (hit + read)
    }

    /// The share of the active time that the statements shown explain. Time is counted when a statement ends, and by the
    /// database with a delay, so that one may run ahead of the other.
    private func coverage(_ interval: StatementDeltas.Interval?, _ values: [String: Double]) -> Double? {
        guard let interval, let active = values[SeriesKey(.activeTime).text], active > 0.001 else { return nil }
        let shown =
            interval.changes.prefix(Self.shownStatements).filter(\.key.isTopLevel)
            .reduce(0) { $0 + $1.time } / interval.elapsed
        return min(1, shown / active)
    }
}
