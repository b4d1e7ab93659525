import Postgres
import Testing

@testable import PostgresDatabase

@Suite struct ConnectingTests {
    private let wrongPassword = ConnectFault(
        message: "password authentication failed", sqlState: SQLState(rawValue: "28P01"), isPermanent: true)

    @Test func aBurstOpensOnlyAFewConnectionsAtOnce() throws {
        let pool = PoolHarness(size: 50) { $0.connectsAtOnce = 4 }

        for _ in 0..<200 { _ = pool.wait() }
        #expect(pool.connects.count == 4)
        pool.connect()

        #expect(pool.connects.count == 4)
        #expect(pool.grants.count == 1)
    }

    @Test func noMoreAreOpenedThanAreWaitedFor() throws {
        let pool = PoolHarness(size: 50) { $0.connectsAtOnce = 4 }

        _ = pool.wait()

        #expect(pool.connects.count == 1)
    }

    @Test func afterAFailureOneAttemptFollowsTheOther() throws {
        let pool = PoolHarness(size: 50) { $0.connectsAtOnce = 4 }
        for _ in 0..<10 { _ = pool.wait() }

        for _ in 0..<4 { pool.failConnect() }
        #expect(pool.connects.isEmpty)
        #expect(pool.refused.isEmpty)
        pool.advance(.milliseconds(50))

        #expect(pool.connects.count == 1)
    }

    @Test func attemptsThatFailTogetherAreNoProof() throws {
        let pool = PoolHarness(size: 50) { $0.connectsAtOnce = 4 }
        for _ in 0..<10 { _ = pool.wait() }

        for _ in 0..<4 { pool.failConnect() }

        #expect(!pool.isUnreachable)
        #expect(pool.waiting == 10)
    }

    @Test func twoFailuresInARowRefuseEverybody() throws {
        let pool = PoolHarness()
        let waiter = try #require(pool.wait())
        pool.failConnect()
        pool.advance(.milliseconds(50))

        pool.failConnect(ConnectFault(message: "still refused"))

        #expect(pool.refused[waiter] == .unreachable(ConnectFault(message: "still refused")))
        #expect(pool.acquire() == .refuse(.unreachable(ConnectFault(message: "still refused"))))
        #expect(pool.outages == [true])
    }

    @Test func theServersReturnIsNoticedWithinASecondAndUnasked() throws {
        let pool = PoolHarness()
        _ = pool.wait()
        for _ in 0..<20 {
            pool.failConnect()
            let failedAt = pool.elapsed
            while pool.connects.isEmpty { pool.advance(.milliseconds(1)) }
            #expect(pool.elapsed - failedAt <= .milliseconds(500))
        }

        pool.connect()

        #expect(pool.outages == [true, false])
        #expect(pool.lease() != nil)
    }

    @Test func aServerThatHasLetInSomebodyElseIsTriedAtOnce() throws {
        let pool = PoolHarness()
        _ = pool.wait()
        for _ in 0..<6 {
            pool.failConnect()
            while pool.connects.isEmpty { pool.advance(.milliseconds(1)) }
        }
        pool.failConnect()
        #expect(pool.isUnreachable)

        pool.serverAnswered()

        #expect(pool.outages == [true, false])
        let waiter = try #require(pool.wait())
        pool.connect()
        #expect(pool.granted[waiter] != nil)
    }

    @Test func pausesGrowAndVary() throws {
        var pauses: [[Duration]] = []
        for seed in 1...2 {
            let pool = PoolHarness(seed: UInt64(seed))
            _ = pool.wait()
            var series: [Duration] = []
            for _ in 0..<6 {
                pool.failConnect()
                let failedAt = pool.elapsed
                while pool.connects.isEmpty { pool.advance(.milliseconds(1)) }
                series.append(pool.elapsed - failedAt)
            }
            pauses.append(series)
        }

        for (index, longest) in [50, 100, 200, 400, 500, 500].enumerated() {
            for series in pauses {
                #expect(series[index] >= .milliseconds(longest / 2))
                #expect(series[index] <= .milliseconds(longest))
            }
        }
        #expect(pauses[0] != pauses[1])
    }

    @Test func aWrongPasswordRefusesAtTheFirstFailure() throws {
        let pool = PoolHarness()
        let waiter = try #require(pool.wait())

        pool.failConnect(wrongPassword)

        #expect(pool.refused[waiter] == .unreachable(wrongPassword))
    }

    @Test func aServerThatIsFullLetsPeopleWaitForThoseItHas() throws {
        let pool = PoolHarness(size: 5)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())
        for _ in 0..<5 {
            pool.failConnect(ConnectFault(message: "too many clients"))
            pool.advance(.milliseconds(500))
        }
        #expect(pool.refused.isEmpty)

        pool.release(lease)

        #expect(pool.granted[waiter] != nil)
    }

    @Test func oldKnowledgeOfAFullServerRefusesNobody() throws {
        let pool = PoolHarness(size: 5)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())
        for _ in 0..<3 {
            pool.failConnect(ConnectFault(message: "too many clients"))
            pool.advance(.milliseconds(500))
        }
        pool.release(lease)
        let second = try #require(pool.granted[waiter])
        pool.failConnect(ConnectFault(message: "too many clients"))
        pool.advance(.seconds(3600))

        pool.release(second, .broken)

        #expect(pool.wait() != nil)
        #expect(pool.connects.count == 1)
    }

    @Test func whenTheLastConnectionDiesInAnOutageEverybodyLearns() throws {
        let pool = PoolHarness(size: 2)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())
        pool.failConnect()
        pool.advance(.milliseconds(50))
        pool.failConnect()
        #expect(pool.refused.isEmpty)

        pool.close(ConnectionKey(slot: lease.slot, generation: 0), isLoss: true)
        pool.advance(.milliseconds(500))
        pool.failConnect()

        #expect(pool.refused[waiter] != nil)
    }

    @Test func aConnectionLostWhileIdleLeavesAtOnce() throws {
        let pool = PoolHarness(size: 2)
        let leases = pool.leases(2)
        for lease in leases { pool.release(lease) }

        pool.close(ConnectionKey(slot: leases[1].slot, generation: 0), isLoss: true)

        #expect(pool.state.idle == [leases[0].slot])
        #expect(pool.state.total == 1)
    }

    @Test func aConnectionLostWhileLentIsReplacedForThoseWhoWait() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let waiter = try #require(pool.wait())

        pool.close(ConnectionKey(slot: lease.slot, generation: 0), isLoss: true)
        pool.connect()
        pool.release(lease)

        let granted = try #require(pool.granted[waiter])
        #expect(pool.state.isCurrent(granted))
        #expect(pool.state.total == 1)
    }

    @Test func wordOfAnEarlierConnectionInTheSamePlaceIsIgnored() throws {
        let pool = PoolHarness(size: 1)
        let lease = pool.leases(1)[0]
        let old = ConnectionKey(slot: lease.slot, generation: 0)
        pool.close(old, isLoss: true)
        let next = pool.leases(1)[0]

        pool.close(old, isLoss: true)

        #expect(pool.state.isCurrent(next))
    }
}
