import Foundation
import Logging
import Postgres
import PostgresDatabase

/// Takes samples and does all that follows from them, one after the other, apart from the threads of requests.
actor MonitorCore {
    nonisolated let executor: MeteredExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let parts: MonitorParts
    let archive: MonitorArchive
    let keeper: HistoryKeeper
    let session: MonitorSession
    let reader: SampleReader
    var maker = SnapshotMaker()
    var routes = HTTPRouteDeltas()
    var texts = StatementTexts()
    var newTexts: [StatementKey] = []
    var book: AlertBook
    var facts = MonitorFacts()
    var counts = MonitorCounts()
    var complaints = Complaints()
    var plans = PlanDesk()
    private(set) var notifier: AlertNotifier?

    /// What a disk may take when the monitor starts and ends; then it goes on without.
    static let longestWaitForDisk = Duration.seconds(5)

    /// - Throws: ``AlertRuleError``.
    init(_ parts: MonitorParts) throws {
        self.parts = parts
        executor = MeteredExecutor()
        archive = MonitorArchive(history: parts.history, logger: parts.logger)
        keeper = HistoryKeeper { [archive] in await archive.write($0) }
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
        let kept =
            await within(Self.longestWaitForDisk) { [archive] in await archive.all() } ?? MonitorArchive.Contents()
        let notifier = try AlertNotifier(
            destinations: parts.destinations,
            signature: WebhookSignature(source: parts.configuration.name, dashboard: parts.configuration.dashboardURL),
            saved: kept.webhooks, logger: parts.logger)
        // Somebody else may have started it meanwhile.
        if let notifier = self.notifier { return notifier }
        maker = SnapshotMaker(kept.baseline)
        maker.mark(HistoryMark(time: time, kind: .monitorStart, text: "The monitor was started."))
        if let alerts = kept.alerts { book.restore(alerts) }
        for (key, entry) in kept.texts { texts.restore(key, entry) }
        self.notifier = notifier
        return notifier
    }

    /// A sample wasn't taken since the one before was still under way.
    func skip() { facts.skipped += 1 }

    /// Takes what the disk takes, within ``longestWaitForDisk``.
    func close(at time: Date) async {
        let saved = notifier?.saved
        await session.close()
        _ = await within(Self.longestWaitForDisk) { [keeper, archive, parts] in
            await keeper.drain()
            if let saved { await archive.save(saved, "webhooks", at: time) }
            await parts.history.close()
        }
        parts.historyPlace.leave()
    }

    /// Takes a sample, and does all that follows from it. Never fails: what failed is in the snapshot.
    ///
    /// Who watches and who is told come first; neither waits for the disk.
    func pass(at time: Date) async {
        let start = ContinuousClock.now
        facts.samples += 1
        guard var snapshot = await sampled(at: time) else { return }
        (facts.cost, facts.shed) = await (reader.cost, reader.shed(at: time))
        facts.sampleDuration = (ContinuousClock.now - start).seconds
        snapshot.unsampled = Array(Set(snapshot.unsampled + facts.shed)).sorted()
        let own = addOwnFigures(to: &snapshot)
        var events = book.evaluate(snapshot)
        snapshot.alerts = book.rows
        parts.board.post(SnapshotBoard.Notice(snapshot: snapshot, measured: maker.measured + own))
        await addPlans(to: &events)
        notifier?.send(events)
        parts.configuration.observer?(snapshot, events)
        keep(snapshot)
    }

    private func keep(_ snapshot: MonitorSnapshot) {
        let values = snapshot.values.merging(StatementHistories.values(snapshot.statements)) { one, _ in one }
        keeper.keep(
            HistoryKeeper.Record(
                time: snapshot.time, values: values, baseline: maker.saved, alerts: book.saved,
                webhooks: notifier?.saved, blocking: snapshot.blocking,
                texts: newTexts.compactMap { key in texts[key].map { MonitorArchive.Text(key: key, entry: $0) } }))
        newTexts = []
    }

    /// Lets an alert be evaluated but not told; nil ends that.
    ///
    /// - Throws: ``UnknownAlertError``.
    func silence(_ alert: String, until end: Date?, now: Date) async throws {
        if let end { try book.silence(alert, until: end) } else { try book.unsilence(alert) }
        parts.board.update { $0.alerts = book.rows }
        let saved = book.saved
        _ = await within(Self.longestWaitForDisk) { [archive] in await archive.save(saved, "alerts", at: now) }
    }
}
