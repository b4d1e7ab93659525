import Testing

@testable import PostgresDatabase

@Suite struct ShutdownStateTests {
    @Test func anEmptyPoolIsDrainedAtOnce() {
        let pool = PoolHarness()

        pool.shutDown()

        #expect(pool.drained == 1)
        #expect(pool.acquire() == .refuse(.closed))
    }

    @Test func idleConnectionsAreClosedAndLentOnesAwaited() throws {
        let pool = PoolHarness(size: 2)
        let leases = pool.leases(2)
        pool.release(leases[0])

        pool.shutDown()
        pool.finishCloses()
        #expect(pool.drained == 0)
        pool.release(leases[1])
        pool.finishCloses()

        #expect(pool.drained == 1)
        #expect(pool.state.total == 0)
    }

    @Test func thoseWhoWaitedBeforeAreStillServed() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())

        pool.shutDown()
        #expect(pool.acquire() == .refuse(.closed))
        pool.release(lease)

        let granted = try #require(pool.granted[waiter])
        pool.release(granted)
        pool.finishCloses()
        #expect(pool.drained == 1)
    }

    @Test func atTheDeadlineWhatIsLeftIsClosedAndRefused() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())
        pool.shutDown(within: .seconds(10))

        pool.advance(.seconds(10))
        #expect(pool.refused[waiter] == .closed)
        #expect(Array(pool.closes.values) == [.shutdown])
        pool.finishCloses()

        #expect(pool.drained == 1)
        pool.release(lease)
        #expect(pool.state.total == 0)
    }

    @Test func connectionsThatAreBeingOpenedAreGivenUp() throws {
        let pool = PoolHarness(size: 1)
        let waiter = try #require(pool.wait())
        pool.cancel(waiter)
        let key = pool.connects[0]

        pool.shutDown()

        #expect(pool.abandoned == [key])
        #expect(pool.drained == 1)
        #expect(!pool.connected(key))
    }

    @Test func aSecondShutdownMayBeShorter() throws {
        let pool = PoolHarness(size: 1)
        _ = pool.leases(1)
        pool.shutDown(within: .seconds(60))

        pool.shutDown(within: .seconds(1))
        pool.advance(.seconds(1))

        #expect(Array(pool.closes.values) == [.shutdown])
    }

    @Test func connectionsBeingCleanedAreAwaited() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0], .dirty)

        pool.shutDown()
        #expect(pool.drained == 0)
        pool.finishClean()
        pool.finishCloses()

        #expect(pool.drained == 1)
    }
}
