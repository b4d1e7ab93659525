import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching

/// Takes samples and makes snapshots of them, one after the other.
actor MonitorCore {
    nonisolated let executor: MeteredExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let database: Database
    private let cache: QueryCache?
    private let configuration: MonitorConfiguration
    private let logger: Logger
    let board: SnapshotBoard
    private let session: MonitorSession
    private let reader: SampleReader
    private var maker: SnapshotMaker
    private var texts = StatementTexts()
    private var facts = MonitorFacts()
    private var failedSamples = 0
    private var collectorFailures: [String: Int] = [:]
    /// Said once in the log, until something else fails.
    private var lastComplaint: String?

    init(
        _ database: Database, _ cache: QueryCache?, _ configuration: MonitorConfiguration, board: SnapshotBoard,
        logger: Logger
    ) {
        executor = MeteredExecutor()
        (self.database, self.cache, self.configuration, self.board) = (database, cache, configuration, board)
        self.logger = logger
        session = MonitorSession(database.configuration.connection, executor: executor, logger: logger)
        reader = SampleReader(
            session, interval: configuration.interval, budget: configuration.budget, executor: executor)
        maker = SnapshotMaker()
    }

    /// A sample wasn't taken since the one before was still under way.
    func skip() { facts.skipped += 1 }

    func close() async { await session.close() }

    /// Takes a sample, and does all that follows from it. Never fails: what failed is in the snapshot.
    func pass(at time: Date) async {
        let start = ContinuousClock.now
        facts.samples += 1
        var snapshot = await sampled(at: time)
        let program = ProgramFigures(database, cache)
        let programValues = maker.programValues(program.measured, at: time)
        snapshot.values.merge(programValues) { one, _ in one }
        snapshot.pool = program.pool
        snapshot.cache = program.cacheRows(snapshot.values)
        facts.sampleDuration = (ContinuousClock.now - start).seconds
        facts.cost = await reader.cost
        facts.shed = await reader.shed(at: time)
        snapshot.monitor = facts
        board.post(SnapshotBoard.Notice(snapshot: snapshot, measured: maker.measured + program.measured))
    }

    private func sampled(at time: Date) async -> MonitorSnapshot {
        let interval = configuration.interval.seconds
        do {
            let raw = try await reader.sample(at: time)
            for (collector, reason) in raw.failures.sorted(by: { $0.key < $1.key }) {
                collectorFailures[collector, default: 0] += 1
                complain("A part of a sample is missing", "\(collector): \(reason)")
            }
            var step = maker.advance(raw, interval: interval)
            step.snapshot.statements = await rows(step.statements, at: time)
            return step.snapshot
        } catch {
            failedSamples += 1
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

    private func complain(_ what: String, _ reason: String) {
        guard lastComplaint != reason else { return }
        lastComplaint = reason
        logger.warning("\(what)", metadata: ["reason": "\(reason)"])
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
