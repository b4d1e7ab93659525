import Testing

@testable import PostgresDatabase

@Suite struct WaitingTests {
    @Test func aCancelledWaiterGetsNothingAndTheNextOneDoes() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let first = try #require(pool.wait())
        let second = try #require(pool.wait())

        pool.cancel(first)
        pool.release(lease)

        #expect(pool.granted[first] == nil)
        #expect(pool.granted[second] != nil)
        #expect(pool.waiting == 0)
    }

    @Test func cancellingAfterTheGrantHasNoEffect() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())
        pool.release(lease)

        pool.cancel(waiter)

        let granted = try #require(pool.granted[waiter])
        #expect(pool.state.isCurrent(granted))
        #expect(pool.state.totals.cancelled == 0)
    }

    @Test func aConnectionThatNobodyWaitsForAnyLongerIsKept() throws {
        let pool = PoolHarness(size: 1)
        let waiter = try #require(pool.wait())
        pool.cancel(waiter)

        pool.connect()

        #expect(pool.state.idle.count == 1)
        #expect(pool.grants.isEmpty)
    }

    @Test func aWaiterIsRefusedWhenItsTimeIsUp() throws {
        let pool = PoolHarness(size: 1)
        _ = pool.leases(1)
        pool.advance(.seconds(5))
        let waiter = try #require(pool.wait())

        pool.advance(.milliseconds(29_999))
        #expect(pool.refused[waiter] == nil)
        pool.advance(.milliseconds(1))

        guard case .timedOut(let waited, let report, false) = pool.refused[waiter] else {
            Issue.record("not refused: \(String(describing: pool.refused[waiter]))")
            return
        }
        #expect(waited == .seconds(30))
        #expect(report.leased == 1)
        #expect(report.oldest.map(\.age) == [.seconds(35)])
        #expect(report.oldest[0].site.description == "Tests/Harness.swift:1")
    }

    @Test func eachWaiterHasItsOwnDeadline() throws {
        let pool = PoolHarness(size: 1)
        _ = pool.leases(1)
        let patient = try #require(pool.wait(within: .seconds(30)))
        let hasty = try #require(pool.wait(within: .seconds(1)))

        pool.advance(.seconds(1))

        #expect(pool.refused[hasty] != nil)
        #expect(pool.refused[patient] == nil)
    }

    @Test func theReportNamesTheOldestLeasesOnly() throws {
        let pool = PoolHarness(size: 5)
        for _ in 0..<5 {
            _ = pool.leases(1)
            pool.advance(.seconds(1))
        }

        let report = pool.state.report(at: pool.now)

        #expect(report.oldest.map(\.age) == [.seconds(5), .seconds(4), .seconds(3)])
    }

    // MARK: Nested

    @Test func aTaskMayTakeASecondConnectionWhileThereIsOne() throws {
        let pool = PoolHarness(size: 2)
        let outer = pool.leases(1)[0]

        let waiter = try #require(pool.wait(holding: [outer]))
        pool.connect()

        #expect(pool.granted[waiter] != nil)
    }

    @Test func whenEverybodyHoldsAndWaitsTheYoungestIsRefused() throws {
        let pool = PoolHarness(size: 2)
        let held = pool.leases(2)
        let first = try #require(pool.wait(holding: [held[0]]))
        let second = try #require(pool.wait(holding: [held[1]]))

        pool.advance(.milliseconds(999))
        #expect(pool.refused.isEmpty)
        pool.advance(.milliseconds(1))

        guard case .nested = pool.refused[second] else {
            Issue.record("not refused: \(pool.refused)")
            return
        }
        #expect(pool.refused[first] == nil)
        pool.release(held[1])
        #expect(pool.granted[first] != nil)
    }

    @Test func aNestedAcquireWaitsWhileSomebodyElseMayStillReturnOne() throws {
        let pool = PoolHarness(size: 2)
        let held = pool.leases(2)
        let waiter = try #require(pool.wait(holding: [held[0]]))

        pool.advance(.seconds(20))
        #expect(pool.refused.isEmpty)
        pool.release(held[1])

        #expect(pool.granted[waiter] != nil)
    }

    @Test func aLeaseThatWasGivenBackNoLongerBlocks() throws {
        let pool = PoolHarness(size: 1)
        let old = pool.leases(1)[0]
        pool.release(old)
        _ = try #require(pool.lease())
        _ = try #require(pool.wait(holding: [old]))

        pool.advance(.seconds(20))

        #expect(pool.refused.isEmpty)
    }

    @Test func aNestedAcquireThatTimesOutSaysSo() throws {
        let pool = PoolHarness(size: 2)
        let held = pool.leases(2)
        let waiter = try #require(pool.wait(holding: [held[0]]))

        pool.advance(.seconds(30))

        guard case .timedOut(_, _, isNested: true) = pool.refused[waiter] else {
            Issue.record("\(pool.refused)")
            return
        }
    }
}
