import Testing

@testable import PostgresDatabase

@Suite struct LendingTests {
    @Test func theFirstAcquireOpensAConnection() throws {
        let pool = PoolHarness()

        let waiter = try #require(pool.wait())
        #expect(pool.connects.count == 1)
        pool.connect()

        #expect(pool.granted[waiter] != nil)
        #expect(pool.state.counts.leased == 1)
    }

    @Test func aReturnedConnectionIsLentAgainAtOnce() throws {
        let pool = PoolHarness()
        let first = pool.leases(1)[0]

        pool.release(first)
        let second = try #require(pool.lease())

        #expect(second.slot == first.slot)
        #expect(second != first)
        #expect(pool.connects.isEmpty)
    }

    @Test func theConnectionThatWasUsedLastIsLentFirst() throws {
        let pool = PoolHarness(size: 3)
        let leases = pool.leases(3)

        for index in [1, 0, 2] { pool.release(leases[index]) }

        #expect(pool.lease()?.slot == leases[2].slot)
        #expect(pool.lease()?.slot == leases[0].slot)
        #expect(pool.lease()?.slot == leases[1].slot)
    }

    @Test func waitersAreServedInTheOrderInWhichTheyCame() throws {
        let pool = PoolHarness(size: 1)
        var lease = pool.leases(1)[0]
        let waiters = (0..<5).compactMap { _ in pool.wait() }

        for waiter in waiters {
            pool.release(lease)
            lease = try #require(pool.granted[waiter])
        }

        #expect(pool.grants.suffix(5) == waiters[...])
    }

    @Test func nobodyOvertakesThoseWhoWait() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())

        pool.release(lease)

        #expect(pool.granted[waiter] != nil)
        #expect(pool.lease() == nil)
    }

    @Test func aPoolOfFiftyAndTwentyHandsOutInOrderTo2000() throws {
        let pool = PoolHarness(size: 50, maxOverflow: 20) { $0.maxWaiters = 2000 }
        var held = pool.leases(70)
        #expect(held.count == 70)
        let waiters = (0..<2000).compactMap { _ in pool.wait() }
        let before = pool.grants.count

        while !held.isEmpty {
            let granted = pool.grants.count
            pool.release(held.removeFirst())
            if pool.grants.count > granted, let lease = pool.granted[pool.grants[granted]] { held.append(lease) }
            #expect(pool.state.total <= 70)
        }
        pool.finishCloses()

        #expect(Array(pool.grants[before...]) == waiters)
        #expect(pool.state.idle.count == 50)
        #expect(pool.state.total == 50)
    }

    @Test func aSecondReturnOfTheSameLeaseHasNoEffect() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        pool.release(lease)
        let next = try #require(pool.lease())

        pool.release(lease)

        #expect(pool.state.isCurrent(next))
        #expect(pool.state.idle.isEmpty)
    }

    @Test func noMoreThanTheLimitMayWait() throws {
        let pool = PoolHarness(size: 1) { $0.maxWaiters = 2 }
        _ = pool.leases(1)
        #expect(pool.wait() != nil)
        #expect(pool.wait() != nil)

        guard case .refuse(.tooManyWaiters(let report)) = pool.acquire() else {
            Issue.record("the third had to be refused")
            return
        }

        #expect(report.waiting == 2)
        #expect(report.leased == 1)
    }

    // MARK: Overflow

    @Test func overflowIsOpenedForThoseWhoHaveWaitedALittle() throws {
        let pool = PoolHarness(size: 1, maxOverflow: 1)
        _ = pool.leases(1)
        let waiter = try #require(pool.wait())
        #expect(pool.connects.isEmpty)

        pool.advance(.milliseconds(10))
        #expect(pool.connects.count == 1)
        pool.connect()

        #expect(pool.granted[waiter] != nil)
    }

    @Test func overflowClosesWhenItIsReturnedAndNobodyWaits() throws {
        let pool = PoolHarness(size: 1, maxOverflow: 2)
        let leases = pool.leases(3)

        pool.release(leases[0])
        pool.release(leases[1])
        pool.release(leases[2])

        #expect(pool.closes.values.allSatisfy { $0 == .overflow })
        #expect(pool.closes.count == 2)
        #expect(pool.state.idle.count == 1)
    }

    @Test func overflowIsKeptWhileSomebodyWaits() throws {
        let pool = PoolHarness(size: 1, maxOverflow: 1)
        let leases = pool.leases(2)
        let waiter = try #require(pool.wait())

        pool.release(leases[1])

        #expect(pool.granted[waiter]?.slot == leases[1].slot)
        #expect(pool.closes.isEmpty)
    }

    @Test func aClosingConnectionStillCounts() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        pool.release(lease, .broken)
        let waiter = try #require(pool.wait())
        #expect(pool.connects.isEmpty)

        pool.finishCloses()
        #expect(pool.connects.count == 1)
        pool.connect()

        #expect(pool.granted[waiter] != nil)
    }
}
