import Testing

@testable import PostgresDatabase

@Suite struct ValidationTests {
    @Test func aConnectionUsedAMomentAgoIsNotAsked() throws {
        let pool = PoolHarness()
        pool.release(pool.leases(1)[0])

        pool.advance(.milliseconds(500))

        #expect(pool.lease() != nil)
    }

    @Test func aConnectionThatWasIdleIsAskedFirst() throws {
        let pool = PoolHarness()
        pool.release(pool.leases(1)[0])
        pool.advance(.milliseconds(501))

        guard case .validate(let lease, _) = pool.acquire() else {
            Issue.record("not asked")
            return
        }

        #expect(pool.validated(lease, answered: true))
        #expect(pool.state.counts.leased == 1)
    }

    @Test func itIsNeverAskedWhenPrePingIsOff() throws {
        let pool = PoolHarness { $0.prePingBypass = nil }
        pool.release(pool.leases(1)[0])

        pool.advance(.seconds(1000))

        #expect(pool.lease() != nil)
    }

    @Test func oneThatDoesNotAnswerIsReplacedAndItsBorrowerKeepsItsPlace() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0])
        pool.advance(.seconds(1))
        guard case .validate(let lease, let ticket) = pool.acquire() else {
            Issue.record("not asked")
            return
        }
        let later = try #require(pool.wait())

        #expect(!pool.validated(lease, answered: false))
        guard case .wait(let again) = pool.acquire(ticket: ticket) else {
            Issue.record("not in line")
            return
        }
        pool.finishCloses()
        pool.connect()

        #expect(pool.granted[again] != nil)
        #expect(pool.granted[later] == nil)
    }

    @Test func othersThatWereIdleAsLongAreGivenUpWithIt() throws {
        let pool = PoolHarness(size: 3)
        let leases = pool.leases(3)
        for lease in leases { pool.release(lease) }
        pool.advance(.seconds(1))
        guard case .validate(let lease, _) = pool.acquire() else {
            Issue.record("not asked")
            return
        }

        _ = pool.validated(lease, answered: false)

        #expect(pool.closes.count == 3)
        #expect(pool.state.idle.isEmpty)
    }

    @Test func anAnswerThatDoesNotComeIsNotWaitedFor() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0])
        pool.advance(.seconds(1))
        guard case .validate(let lease, _) = pool.acquire() else {
            Issue.record("not asked")
            return
        }

        pool.advance(.seconds(1))

        #expect(pool.closes.values.contains(.unresponsive))
        #expect(!pool.validated(lease, answered: true))
    }

    @Test func afterALossTheOthersAreAskedEvenIfUsedAMomentAgo() throws {
        let pool = PoolHarness(size: 2)
        let leases = pool.leases(2)
        pool.release(leases[0])

        pool.close(ConnectionKey(slot: leases[1].slot, generation: 0), isLoss: true)

        guard case .validate = pool.acquire() else {
            Issue.record("not asked")
            return
        }
    }

    @Test func aCancelledBorrowerReturnsAConnectionThatIsBeingAsked() throws {
        let pool = PoolHarness(size: 1)
        pool.release(pool.leases(1)[0])
        pool.advance(.seconds(1))
        guard case .validate(let lease, _) = pool.acquire() else {
            Issue.record("not asked")
            return
        }
        let next = try #require(pool.wait())

        pool.release(lease, .clean)

        #expect(pool.granted[next] != nil)
    }
}
