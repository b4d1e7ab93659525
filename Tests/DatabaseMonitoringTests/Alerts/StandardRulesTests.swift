import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct StandardRulesTests {
    private static let cases = RuleCase.database + RuleCase.program

    private func measure(_ name: String, _ snapshot: MonitorSnapshot) throws -> AlertMeasurement? {
        let rule = try #require(AlertRule.standard().first { $0.name == name })
        return try rule.measure(snapshot)
    }

    @Test func everyRuleHasACase() {
        #expect(Self.cases.map(\.name).sorted() == AlertRule.standard().map(\.name).sorted())
    }

    @Test(arguments: cases) func findsTheValueAndShowsTheCause(_ rule: RuleCase) throws {
        let found = try #require(try measure(rule.name, rule.crossed))

        #expect(abs(found.value - rule.value) < 1e-9 * max(1, rule.value))
        let text = found.evidence.map { "\($0.title)\n\($0.text)" }.joined(separator: "\n")
        for expected in rule.evidence { #expect(text.contains(expected), "\(text)") }
    }

    @Test(arguments: cases) func isUnknownWhenItsValueIsNotThereOrTooLittleHappened(_ rule: RuleCase) throws {
        guard let unknown = rule.unknown else { return }

        #expect(try measure(rule.name, unknown) == nil)
    }

    @Test(arguments: cases) func firesAloneAndClears(_ rule: RuleCase) throws {
        var book = try AlertBook(rules: AlertRule.standard())
        var (fired, resolved): ([String], [String]) = ([], [])

        for step in 0..<60 {
            var snapshot = rule.crossed
            snapshot.time = moment(10 * Double(step))
            fired += book.evaluate(snapshot).filter { $0.kind == .fired }.map(\.row.name)
        }
        for step in 60..<120 {
            var snapshot = rule.clear
            snapshot.time = moment(10 * Double(step))
            resolved += book.evaluate(snapshot).filter { $0.kind == .resolved }.map(\.row.name)
        }

        #expect(fired == [rule.name])
        #expect(resolved == fired)
    }

    @Test func aHealthyServerRaisesNothing() throws {
        var book = try AlertBook(rules: AlertRule.standard())

        let events = (0..<360).flatMap { book.evaluate(.healthy(10 * Double($0))) }

        #expect(events.isEmpty)
        #expect(book.rows.allSatisfy { $0.phase == .ok && $0.value != nil })
    }

    /// An hour: limits are crossed for a sample now and then, as on any busy server.
    @Test func heavyButHealthyLoadRaisesNothing() throws {
        var numbers = SeededNumbers.anew(in: "StandardRulesTests")
        var book = try AlertBook(rules: AlertRule.standard())
        for step in 0..<360 {
            let isSpike = step % 4 == 0
            let snapshot = MonitorSnapshot.healthy(10 * Double(step)).with {
                $0.set(.connectionUsage, Double(numbers.number(30...(isSpike ? 89 : 79))) / 100)
                $0.set(.statementCalls, Double(numbers.number(500...(isSpike ? 1500 : 999))))
                $0.set(.bufferHitRatio, Double(numbers.number((isSpike ? 900 : 970)...999)) / 1000)
                $0.set(.rollbacks, Double(numbers.number(0...4)))
                $0.set(.httpErrors, MonitorMetric.allRoutes, Double(numbers.number(0...4)))
                $0.pool?.leased = isSpike ? 70 : numbers.number(0...69)
                $0.pool?.waiting = numbers.number(0...(isSpike ? 30 : 0))
                $0.statements = [.of("SELECT count(*) FROM payments", mean: isSpike ? 1.4 : 0.01)]
                if isSpike || numbers.happens(20) {
                    let waiting = BlockingNode(session: RuleCase.waiting, waited: Double(numbers.number(1...8)) / 10)
                    $0.blocking = step % 4 < 2 ? [BlockingNode(session: RuleCase.slow, blocked: [waiting])] : []
                }
            }

            #expect(book.evaluate(snapshot).map(\.row.name) == [])
        }
    }

    @Test func whatIsExemptIsLeftOut() throws {
        var (session, blocked) = (RuleCase.slow, RuleCase.waiting)
        (session.isExempt, blocked.isExempt) = (true, true)
        let snapshot = MonitorSnapshot.healthy().with {
            $0.sessions = [session]
            $0.statements = [
                .of("SELECT 1 /* no-alert */", mean: 60), .of("COPY public.users TO stdout", mean: 60),
                .of("\n  create index on users (email)", mean: 60),
            ]
            $0.blocking = [BlockingNode(session: RuleCase.holder, blocked: [BlockingNode(session: blocked, waited: 9)])]
        }

        #expect(try measure("slow_query", snapshot)?.value == 0)
        #expect(try measure("lock_wait", snapshot)?.value == 0)
    }

    @Test func whoWaitsForALockIsNotCalledSlow() throws {
        let snapshot = MonitorSnapshot.healthy().with { $0.sessions = [RuleCase.waiting] }

        #expect(try measure("slow_query", snapshot)?.value == 0)
    }

    @Test func thePlanOfASlowStatementIsAskedFor() throws {
        let running = MonitorSnapshot.healthy().with {
            $0.sessions = [RuleCase.slow]
            $0.statements = [.of("SELECT pg_sleep($1)", id: "a", mean: 0.1)]
        }
        let finished = MonitorSnapshot.healthy().with { $0.statements = [.of("SELECT 1", id: "b", mean: 2)] }

        #expect(try measure("slow_query", running)?.planOf == "a")
        #expect(try measure("slow_query", finished)?.planOf == "b")
        #expect(try measure("slow_query", finished)?.value == 2)
    }

    @Test func aLongLockWaitFiresAtTheFirstSample() throws {
        var book = try AlertBook(rules: AlertRule.standard())
        let snapshot = try #require(RuleCase.database.first { $0.name == "lock_wait" }).crossed

        #expect(book.evaluate(snapshot).map(\.row.name) == ["lock_wait"])
    }

    @Test func aFewRequestsToTheCacheMeanNothing() throws {
        let snapshot = MonitorSnapshot.healthy().with {
            $0.set(.cacheHits, "services", 0)
            $0.set(.cacheMisses, "services", 9)
        }

        #expect(try measure("query_cache_hit_ratio", snapshot) == nil)
    }

    @Test func withoutStatementStatisticsTransactionsAreCounted() throws {
        let snapshot = MonitorSnapshot.healthy().with { $0.values["postgresql.statements"] = nil }

        #expect(try measure("queries_per_second", snapshot)?.value == 50)
    }
}
