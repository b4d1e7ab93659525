import Foundation
import Logging
import Postgres
import PostgresDatabase

extension MonitorCore {
    /// - Returns: nil when the monitor was told to stop meanwhile.
    func sampled(at time: Date) async -> MonitorSnapshot? {
        let interval = parts.configuration.interval.seconds
        do {
            let raw = try await reader.sample(at: time)
            if Task.isCancelled { return nil }
            complaints.end(of: Self.sampling)
            for collector in Collector.all.map(\.name) {
                guard let reason = raw.failures[collector] else {
                    complaints.end(of: collector)
                    continue
                }
                counts.collectorFailures[collector, default: 0] += 1
                complain("A part of a sample is missing", collector, reason)
            }
            var step = maker.advance(raw, interval: interval)
            step.snapshot.statements = await rows(step.statements, at: time)
            return step.snapshot
        } catch {
            if Task.isCancelled { return nil }
            counts.failedSamples += 1
            let reason = (error as? PostgresError)?.message ?? "\(error)"
            complain("PostgreSQL can't be sampled", Self.sampling, reason)
            return maker.blind(reason, at: time, interval: interval)
        }
    }

    private static let sampling = "sampling"

    /// The statements that took most time, with their texts.
    private func rows(_ interval: StatementDeltas.Interval?, at time: Date) async -> [StatementRow] {
        guard let interval else { return [] }
        let shown = interval.changes.prefix(SnapshotMaker.shownStatements)
        let unknown = texts.unknown(shown.map(\.key), at: time)
        if !unknown.isEmpty {
            do {
                texts.learn(try await reader.texts(of: unknown), askedFor: unknown, at: time)
                newTexts += unknown
                complaints.end(of: "texts")
            } catch {
                texts.giveUp(unknown, at: time)
                complain("Texts of statements can't be read", "texts", "\(error)")
            }
        }
        return shown.map { StatementRow($0, elapsed: interval.elapsed, texts[$0.key]) }
    }

    private func complain(_ what: String, _ part: String, _ reason: String) {
        guard complaints.begin(of: part, reason) else { return }
        parts.logger.warning("\(what)", metadata: ["part": "\(part)", "reason": "\(reason)"])
    }

    /// What this process says of itself, and the monitor of itself.
    ///
    /// - Returns: counters in their own count, for `/metrics`.
    func addOwnFigures(to snapshot: inout MonitorSnapshot) -> [Measured] {
        let interval = parts.configuration.interval.seconds
        var program = ProgramFigures(parts.database, parts.cache)
        program.addMachine(parts.configuration.disks, delay: parts.delays.takeWorst())
        noteHistory()
        noteWebhooks()
        let own =
            program.measured + counts.measured(facts, isBlind: snapshot.blindness != nil, alerts: book.rows)
        let http = routes.advance(parts.registry?.families() ?? [], at: snapshot.time, interval: interval)
        snapshot.values.merge(http.values) { one, _ in one }
        snapshot.values.merge(maker.programValues(own, at: snapshot.time, interval: interval)) { one, _ in one }
        snapshot.values.merge(program.cacheRatios(snapshot.values)) { one, _ in one }
        (snapshot.pool, snapshot.routes) = (program.pool, http.rows)
        snapshot.cache = program.cacheRows(snapshot.values)
        snapshot.monitor = facts
        return own
    }

    private func noteHistory() {
        let status = parts.history.status
        facts.historyFailure = keeper.stall ?? status.failure
        facts.historyBytes = status.fileBytes
        if facts.historyFailure != nil { counts.historyFailures += 1 }
    }

    private func noteWebhooks() {
        let status = notifier?.status ?? WebhookStatus()
        (facts.webhookQueue, facts.webhookDropped) = (status.queued, status.dropped)
        facts.webhookFailure = status.lastFailure
        counts.webhooks = status
    }
}

/// What the log has been told, so that it is told once, and again after it was over.
struct Complaints: Sendable {
    private var reasons: [String: String] = [:]

    /// - Returns: whether it is news.
    mutating func begin(of part: String, _ reason: String) -> Bool {
        defer { reasons[part] = reason }
        return reasons[part] != reason
    }

    mutating func end(of part: String) { reasons[part] = nil }
}
