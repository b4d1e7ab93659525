import Logging
import TestServers
import Testing

@testable import Postgres

@Suite struct LaneTests {
    private func withLane<R>(
        _ suite: String, statementTimeout: Duration = .seconds(30), limits changed: LaneLimits = LaneLimits(),
        _ body: (Lane) async throws -> R
    ) async throws -> R {
        var configuration = try ConnectionConfiguration(url: try await TestServers.database(suite))
        configuration.statementTimeout = statementTimeout
        var limits = changed
        limits.slowStatement = .seconds(1)
        let lane = try await Lane.open(configuration, limits: limits, logger: Logger(label: "lane-tests"))
        do {
            let result = try await body(lane)
            await lane.close()
            return result
        } catch {
            await lane.close()
            throw error
        }
    }

    private func statement(_ query: Query) -> LaneStatement {
        LaneStatement(
            sql: query.sql, types: query.bindings.parameters.map(\.type), names: [], wordOfChange: nil,
            threshold: .seconds(1))
    }

    private func request(_ statement: LaneStatement, _ query: Query) -> LaneRequest {
        LaneRequest(statement, query, patience: .seconds(20), at: .now)
    }

    private func number(_ outcome: LaneRequest.Outcome) throws -> Int? {
        guard case .rows(let rows) = outcome else { return nil }
        return try Rows(result: rows).decode(Int.self).first
    }

    @Test func aLookAtTheSessionThatIsNeverAnsweredEndsTheLane() async throws {
        try await withLane("silent") { lane in
            let query: Query = "SELECT 7::int8"
            lane.hold(since: .now - .seconds(60))

            let outcome = await lane.perform(request(statement(query), query), at: .now)

            #expect(!outcome.isAnswer, "\(outcome)")
            let isClosed = try await eventually { lane.isClosed }
            #expect(isClosed)
        }
    }

    @Test func repliesThatAreNotWhatWasDescribedAreGivenToNobody() async throws {
        try await withLane("tripwire") { lane in
            let query: Query = "SELECT 7::int8"
            let statement = statement(query)
            expectEqual(try number(await lane.perform(request(statement, query), at: .now)), 7)

            // As if the reply of another statement had come.
            lane.connection.core.withSession { _ in
                let exchange = lane.exchange
                let name = exchange.statements.find(statement.id)?.name ?? ""
                exchange.statements.update(statement.id, name: name, ResultShape(names: ["text"], types: [.text]))
            }
            let outcome = await lane.perform(request(statement, query), at: .now)

            guard case .lost(let error) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(error.code == .connectionLost && error.message.contains("did not fit"))
            #expect(lane.isClosed)
        }
    }

    @Test func theSessionMayNotWrite() async throws {
        try await withLane("readonly") { lane in
            let query: Query = "CREATE TABLE t ()"

            let outcome = await lane.perform(request(statement(query), query), at: .now)

            guard case .failed(let error) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(error.sqlState == .readOnlyTransaction)
        }
    }

    @Test func aListenerThatMakesTheSessionWritableIsRefused() async throws {
        let configuration = try ConnectionConfiguration(url: try await TestServers.database("writable"))
        var found: PostgresError?
        do throws(PostgresError) {
            let lane = try await Lane.open(configuration, limits: LaneLimits(), logger: Logger(label: "lane-tests")) {
                connection throws(PostgresError) in
                try await connection.query("SET default_transaction_read_only = off")
            }
            await lane.close()
        } catch {
            found = error
        }

        #expect(found?.code == .invalidConfiguration)
    }

    @Test func aRetiredLaneAnswersWhatItCarriesAndCloses() async throws {
        try await withLane("retired") { lane in
            let query: Query = "SELECT 8::int8 FROM pg_sleep(0.1)"
            let statement = statement(query)
            lane.hold()
            async let first = lane.perform(request(statement, query), at: .now)
            async let second = lane.perform(request(statement, query), at: .now)
            while lane.depth < 2 { await Task.yield() }

            lane.retire()
            lane.letGo()

            let (one, two) = await (first, second)
            expectEqual(try number(one), 8)
            expectEqual(try number(two), 8)
            guard case .elsewhere = await lane.perform(request(statement, query), at: .now) else {
                Issue.record("it took another one")
                return
            }
            let isClosed = try await eventually { lane.isClosed }
            #expect(isClosed)
        }
    }

    @Test func theServersTimeLimitHoldsForEachStatementOfABatch() async throws {
        var limits = LaneLimits()
        limits.rideLimit = .seconds(60)
        try await withLane("limited", statementTimeout: .seconds(1), limits: limits) { lane in
            let (pause, long): (Query, Query) = ("SELECT 4::int8 FROM pg_sleep(0.2)", "SELECT 1 FROM pg_sleep(30)")
            let (quick, slow) = (statement(pause), statement(long))
            // Known to be quick: from now on they share batches.
            expectEqual(try number(await lane.perform(request(quick, pause), at: .now)), 4)
            slow.measured(.milliseconds(1))
            #expect(quick.route == .lane && slow.route == .lane)

            // Together they take longer than the limit for one.
            lane.hold()
            let tasks = (0..<8).map { _ in Task { await lane.perform(request(quick, pause), at: .now) } }
            async let late = lane.perform(request(slow, long), at: .now)
            while lane.depth < 9 { await Task.yield() }
            lane.letGo()

            for task in tasks { expectEqual(try number(await task.value), 4) }
            guard case .failed(let error) = await late else {
                Issue.record("it was not refused")
                return
            }
            #expect(error.code == .server && error.sqlState == .queryCanceled)
        }
    }

    @Test func moreStatementsThanItKeepsArePreparedAgain() async throws {
        var limits = LaneLimits()
        limits.statements = 3
        try await withLane("evicting", limits: limits) { lane in
            let queries = (0..<10).map { Query(unsafeSQL: "SELECT \($0)::int8") }
            let statements = queries.map(statement)
            for round in 0..<3 {
                for (index, query) in queries.enumerated() {
                    let found = try number(await lane.perform(request(statements[index], query), at: .now))
                    #expect(found == index, "round \(round)")
                }
            }
            let query: Query = "SELECT count(*) FROM pg_prepared_statements"
            let kept = try number(await lane.perform(request(statement(query), query), at: .now)) ?? 0
            #expect(kept <= 5)
        }
    }

    @Test func aSessionThatWasChangedBehindItsBackIsClosed() async throws {
        var limits = LaneLimits()
        limits.inspection = .zero
        try await withLane("sly", limits: limits) { lane in
            // It says that it changes nothing, and at its first use it doesn't.
            try await setUp(
                lane,
                """
                CREATE TABLE mood AS SELECT false AS leaks;
                CREATE FUNCTION sly() RETURNS int8 LANGUAGE plpgsql STABLE AS $$ BEGIN
                  IF (SELECT leaks FROM mood) THEN PERFORM pg_advisory_lock(77); END IF;
                  RETURN 6;
                END $$
                """)
            let query: Query = "SELECT sly()"
            let statement = statement(query)
            for _ in 0..<3 { expectEqual(try number(await lane.perform(request(statement, query), at: .now)), 6) }
            #expect(!lane.isClosed)

            try await setUp(lane, "UPDATE mood SET leaks = true")
            expectEqual(try number(await lane.perform(request(statement, query), at: .now)), 6)

            let isClosed = try await eventually { lane.isClosed }
            #expect(isClosed)
        }
    }

    /// By a connection of its own.
    private func setUp(_ lane: Lane, _ script: String) async throws {
        var configuration = lane.connection.configuration
        configuration.sessionParameters = [:]
        let connection = try await Connection.connect(configuration)
        do { try await connection.execute(script: script) } catch { Issue.record(error) }
        await connection.close()
    }

    @Test func aRetiredOneClosesWhenTheLastThatWaitedHasLeft() async throws {
        try await withLane("retired") { lane in
            let query: Query = "SELECT 1::int8"
            let request = request(statement(query), query)
            lane.hold()
            let task = Task { await lane.perform(request, at: .now) }
            while lane.load.depth < 1 { await Task.yield() }

            lane.retire()
            task.cancel()

            _ = await task.value
            let isClosed = try await eventually { lane.isClosed }
            #expect(isClosed)
        }
    }

    @Test func closingLosesWhatItCarries() async throws {
        try await withLane("closing") { lane in
            let query: Query = "SELECT 1::int8 FROM pg_sleep(30)"
            async let outcome = lane.perform(request(statement(query), query), at: .now)
            while lane.load.depth < 1 { await Task.yield() }

            await lane.close()

            let found = await outcome
            guard case .lost = found else {
                Issue.record("\(found)")
                return
            }
        }
    }
}

extension Lane {
    /// What has arrived.
    fileprivate var depth: Int {
        connection.core.withSession { session in
            exchange.drain(&session)
            return exchange.lane.depth
        }
    }

    /// Sends nothing until `letGo`, as if it were looking at its session.
    fileprivate func hold(since: MonotonicInstant = .now + .seconds(3600)) {
        connection.core.withSession { _ in exchange.inspection = .init(statement: nil, since: since) }
    }

    fileprivate func letGo() {
        connection.core.withSession { session in
            exchange.inspection = nil
            exchange.sendNext(&session, at: .now)
        }
    }
}
