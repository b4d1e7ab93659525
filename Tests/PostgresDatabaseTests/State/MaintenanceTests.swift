import Postgres
import Testing

@testable import PostgresDatabase

@Suite struct MaintenanceTests {
    // MARK: Cleaning

    @Test func aDirtyConnectionIsCleanedBeforeItIsLentAgain() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())

        pool.release(lease, .dirty)
        #expect(pool.granted[waiter] == nil)
        #expect(pool.cleans.count == 1)
        pool.finishClean()

        #expect(pool.granted[waiter] != nil)
    }

    @Test func aConnectionThatCannotBeCleanedIsClosed() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0], .dirty)

        pool.finishClean(succeeded: false)

        #expect(Array(pool.closes.values) == [.broken])
    }

    @Test func cleaningThatTakesTooLongEndsTheConnection() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0], .dirty)

        pool.advance(.seconds(5))
        #expect(Array(pool.closes.values) == [.broken])
        pool.finishClean()

        #expect(pool.state.idle.isEmpty)
    }

    // MARK: Recycling

    @Test func anIdleConnectionIsReplacedWhenItsLifeIsOver() throws {
        let pool = PoolHarness(size: 1, maxOverflow: 1)
        pool.release(pool.leases(1)[0])

        pool.advance(.seconds(3960))
        #expect(pool.connects.count == 1)
        #expect(pool.state.idle.count == 1)
        pool.connect()

        #expect(Array(pool.closes.values) == [.recycled])
        #expect(pool.state.idle.count == 1)
    }

    @Test func withoutRoomForTheNewOneTheOldGoesFirst() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0])

        pool.advance(.seconds(3960))
        #expect(Array(pool.closes.values) == [.recycled])
        pool.finishCloses()
        pool.connect()

        #expect(pool.state.idle.count == 1)
    }

    @Test func aLentConnectionIsReplacedWhenItIsReturned() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        pool.advance(.seconds(3960))
        #expect(pool.closes.isEmpty)

        pool.release(lease)
        #expect(Array(pool.closes.values) == [.recycled])
        pool.finishCloses()
        pool.connect()

        #expect(pool.state.idle.count == 1)
    }

    @Test func livesDiffer() throws {
        let pool = PoolHarness(size: 50)
        _ = pool.leases(50)

        let lives = pool.state.slots.map { $0.expiresAt - $0.openedAt }

        #expect(lives.allSatisfy { $0 >= .seconds(3240) && $0 <= .seconds(3960) })
        #expect(Set(lives).count == 50)
    }

    @Test func recyclingNeverDropsBelowTheBase() throws {
        let pool = PoolHarness(size: 50, maxOverflow: 20)
        for lease in pool.leases(50) { pool.release(lease) }
        var lowest = 50

        for _ in 0..<400 {
            pool.advance(.seconds(10))
            while !pool.connects.isEmpty {
                lowest = min(lowest, pool.state.idle.count)
                pool.connect()
                pool.finishCloses()
            }
            lowest = min(lowest, pool.state.idle.count)
        }

        #expect(lowest == 50)
        #expect(pool.state.totals.recycled >= 50)
        #expect(pool.state.total == 50)
    }

    @Test func anOldConnectionIsKeptWhileTheServerRefusesNewOnes() throws {
        let pool = PoolHarness(size: 1, maxOverflow: 1)
        pool.release(pool.leases(1)[0])
        pool.advance(.seconds(3960))

        for _ in 0..<5 {
            pool.failConnect(ConnectFault(message: "too many clients"))
            pool.advance(.seconds(11))
            #expect(pool.state.idle.count == 1)
        }
        pool.connect()

        #expect(Array(pool.closes.values) == [.recycled])
    }

    // MARK: Long leases

    @Test func aLeaseHeldTooLongIsReportedOnce() throws {
        let pool = PoolHarness(size: 2)
        let lease = pool.leases(1)[0]

        pool.advance(.seconds(59))
        #expect(pool.reports.isEmpty)
        pool.advance(.seconds(120))

        #expect(pool.reports.count == 1)
        #expect(pool.reports[0].lease == lease)
        #expect(pool.reports[0].age == .seconds(60))
    }

    @Test func theNextLeaseOfTheSameConnectionIsReportedAgain() throws {
        let pool = PoolHarness(size: 1) { $0.prePingBypass = nil }
        pool.release(pool.leases(1)[0])

        for _ in 0..<2 {
            let lease = try #require(pool.lease())
            pool.advance(.seconds(61))
            pool.release(lease)
        }

        #expect(pool.reports.count == 2)
    }

    // MARK: Ticks

    @Test func aPoolWithoutConnectionsAsksForNoTick() throws {
        let pool = PoolHarness()

        #expect(pool.wakeAt == nil)
    }

    @Test func aBusyPoolTicksSeldom() throws {
        let pool = PoolHarness(size: 1) { $0.prePingBypass = nil }
        pool.release(pool.leases(1)[0])
        var ticks = 0

        for _ in 0..<1000 {
            let lease = try #require(pool.lease())
            pool.now += .seconds(1)
            if let wakeAt = pool.wakeAt, wakeAt <= pool.now {
                ticks += 1
                pool.tick()
            }
            pool.release(lease)
        }

        #expect(ticks <= 20)
    }
}
