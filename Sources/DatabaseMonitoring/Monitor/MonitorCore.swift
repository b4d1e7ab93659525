import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching

/// Takes samples and does all that follows from them, one after the other, apart from the threads of requests.
actor MonitorCore {
    nonisolated let executor: MeteredExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let parts: MonitorParts
    private let archive: MonitorArchive
    private let session: MonitorSession
    private let reader: SampleReader
    private var maker = SnapshotMaker()
    private var routes = HTTPRouteDeltas()
    private(set) var texts = StatementTexts()
    private var book: AlertBook
    private var facts = MonitorFacts()
    private var counts = MonitorCounts()
    private var hasStarted = false
    /// Said once in the log, until something else fails.
    private var lastComplaint: String?
    private(set) var notifier: AlertNotifier?

    /// - Throws: ``AlertRuleError``.
    init(_ parts: MonitorParts) throws {
        self.parts = parts
        executor = MeteredExecutor()
        archive = MonitorArchive(history: parts.history, logger: parts.logger)
        book = try AlertBook(rules: parts.rules)
        session = MonitorSession(parts.database.configuration.connection, executor: executor, logger: parts.logger)
        reader = SampleReader(
            session, interval: parts.configuration.interval, budget: parts.configuration.budget, executor: executor,
            collectors: parts.configuration.isThorough ? Collector.all.map(\.withoutPeriod) : Collector.all)
    }

    /// Reads what an earlier monitor has kept. Does nothing the second time.
    ///
    /// - Returns: who tells webhooks.
    /// - Throws: what NIOSSL says of the system's certificates.
    @discardableResult
    func start(at time: Date) async throws -> AlertNotifier {
        if let notifier { return notifier }
        let known = await archive.load("baseline", as: SnapshotMaker.Saved.self)
        let alerts = await archive.load("alerts", as: AlertBook.Saved.self)
        let waiting = await archive.load("webhooks", as: AlertNotifier.Saved.self)
        let notifier = try AlertNotifier(
            destinations: parts.destinations,
            signature: WebhookSignature(source: parts.configuration.name, dashboard: parts.configuration.dashboardURL),
            saved: waiting, logger: parts.logger)
        // Somebody else may have started it meanwhile.
        if let notifier = self.notifier { return notifier }
        maker = SnapshotMaker(known)
        maker.mark(HistoryMark(time: time, kind: .monitorStart, text: "The monitor was started."))
        if let alerts { book.restore(alerts) }
        self.notifier = notifier
        return notifier
    }

    /// A sample wasn't taken since the one before was still under way.
    func skip() { facts.skipped += 1 }

    func close(at time: Date) async {
        if let notifier { await archive.save(notifier.saved, "webhooks", at: time) }
        await session.close()
        await parts.history.close()
        parts.historyPlace.leave()
    }

    /// Takes a sample, and does all that follows from it. Never fails: what failed is in the snapshot.
    func pass(at time: Date) async {
        let start = ContinuousClock.now
        facts.samples += 1
        var snapshot = await sampled(at: time)
        let families = parts.registry?.families() ?? []
        var program = ProgramFigures(parts.database, parts.cache)
        program.addMachine(parts.configuration.disks, delay: parts.delays.takeWorst())
        (facts.cost, facts.shed) = await (reader.cost, reader.shed(at: time))
        facts.sampleDuration = (ContinuousClock.now - start).seconds
        noteHistory()
        noteWebhooks()
        let own = program.measured + figures(snapshot)
        let http = routes.advance(families, at: time)
        snapshot.values.merge(http.values) { one, _ in one }
        snapshot.values.merge(maker.programValues(own, at: time)) { one, _ in one }
        snapshot.values.merge(program.cacheRatios(snapshot.values)) { one, _ in one }
        (snapshot.pool, snapshot.routes) = (program.pool, http.rows)
        snapshot.cache = program.cacheRows(snapshot.values)
        snapshot.monitor = facts
        var events = book.evaluate(snapshot)
        snapshot.alerts = book.rows
        await addPlans(to: &events)
        await keep(snapshot)
        parts.board.post(SnapshotBoard.Notice(snapshot: snapshot, measured: maker.measured + own))
        parts.configuration.observer?(snapshot, events)
        notifier?.send(events)
    }

    // MARK: Sampling

    private func sampled(at time: Date) async -> MonitorSnapshot {
        let interval = parts.configuration.interval.seconds
        do {
            let raw = try await reader.sample(at: time)
            for (collector, reason) in raw.failures.sorted(by: { $0.key < $1.key }) {
                counts.collectorFailures[collector, default: 0] += 1
                complain("A part of a sample is missing", "\(collector): \(reason)")
            }
            var step = maker.advance(raw, interval: interval)
            step.snapshot.statements = await rows(step.statements, at: time)
            return step.snapshot
        } catch {
            counts.failedSamples += 1
            let reason = (error as? PostgresError)?.message ?? "\(error)"
            complain("PostgreSQL can't be sampled", reason)
            return maker.blind(reason, at: time, interval: interval)
        }
    }

    /// The statements that took most time, with their texts.
    private func rows(_ interval: StatementDeltas.Interval?, at time: Date) async -> [StatementRow] {
        guard let interval else { return [] }
        let shown = interval.changes.prefix(SnapshotMaker.shownStatements)
        let unknown = texts.unknown(shown.map(\.key), at: time)
        if !unknown.isEmpty {
            do {
                texts.learn(try await reader.texts(of: unknown), askedFor: unknown, at: time)
            } catch {
                complain("Texts of statements can't be read", "\(error)")
            }
        }
        return shown.map { StatementRow($0, elapsed: interval.elapsed, texts[$0.key]) }
    }

    // MARK: What follows

    private func addPlans(to events: inout [AlertEvent]) async {
        for index in events.indices {
            guard let id = events[index].planOf, let known = texts.entry(id: id) else { continue }
            let plan = await PlanReader(session: planSession()).plan(of: known.key)
            events[index].evidence.append(
                Evidence(title: "Plan", text: plan.text ?? plan.failure ?? "There is none."))
        }
    }

    /// A session apart from that of samples, which plans must not hold up.
    func planSession() -> MonitorSession {
        MonitorSession(parts.database.configuration.connection, executor: executor, logger: parts.logger)
    }

    private func keep(_ snapshot: MonitorSnapshot) async {
        let values = snapshot.values.merging(StatementHistories.values(snapshot.statements)) { one, _ in one }
        await parts.history.append(time: snapshot.time, values: values)
        await archive.save(maker.saved, "baseline", at: snapshot.time)
        await archive.save(book.saved, "alerts", at: snapshot.time)
        await archive.save(snapshot.blocking, at: snapshot.time)
    }

    private func noteHistory() {
        let status = parts.history.status
        if status.failure != nil { counts.historyFailures += 1 }
        (facts.historyFailure, facts.historyBytes) = (status.failure, status.fileBytes)
    }

    private func noteWebhooks() {
        let status = notifier?.status ?? WebhookStatus()
        (facts.webhookQueue, facts.webhookDropped) = (status.queued, status.dropped)
        facts.webhookFailure = status.lastFailure
        counts.webhooks = status
    }

    /// Of the monitor itself.
    private func figures(_ snapshot: MonitorSnapshot) -> [Measured] {
        counts.measured(facts, isBlind: snapshot.blindness != nil, alerts: book.rows)
    }

    private func complain(_ what: String, _ reason: String) {
        guard lastComplaint != reason else { return }
        lastComplaint = reason
        parts.logger.warning("\(what)", metadata: ["reason": "\(reason)"])
    }

    // MARK: Silences

    /// - Throws: ``UnknownAlertError``.
    func silence(_ alert: String, until end: Date?, now: Date) async throws {
        if let end { try book.silence(alert, until: end) } else { try book.unsilence(alert) }
        await archive.save(book.saved, "alerts", at: now)
        parts.board.update { $0.alerts = book.rows }
    }
}

extension StatementRow {
    init(_ change: StatementDeltas.Change, elapsed: Double, _ text: StatementTexts.Entry?) {
        self.init(
            id: change.key.text, queryIdentifier: change.key.query, text: text?.text ?? "", user: text?.user,
            calls: Double(change.calls) / elapsed, time: change.time / elapsed, rows: Double(change.rows) / elapsed,
            blocksHit: Double(change.blocksHit) / elapsed, blocksRead: Double(change.blocksRead) / elapsed,
            meanTime: change.time / Double(change.calls), totalCalls: change.now.calls, totalTime: change.now.time)
    }
}
