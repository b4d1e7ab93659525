import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct BlockingForestTests {
    private func session(_ pid: Int) -> SessionRow {
        SessionRow(pid: pid, application: "app \(pid)", state: "active", query: "SELECT $1")
    }

    private func wait(_ pid: Int, for blockers: Int..., seconds: Double = 1) -> LockWait {
        LockWait(pid: pid, blockedBy: blockers, lock: "ShareLock on transactionid", waited: seconds)
    }

    private func trees(_ waits: [LockWait]) -> [BlockingNode] {
        let pids = Set(waits.flatMap { [$0.pid] + $0.blockedBy })
        let forest = BlockingForest(waits: waits, sessions: pids.map { session($0) })
        return forest.trees()
    }

    private func text(_ node: BlockingNode) -> String {
        let below = node.blocked.map { text($0) }.joined(separator: " ")
        return "\(node.session.pid)\(node.isCycle ? "!" : "")" + (below.isEmpty ? "" : "(\(below))")
    }

    @Test func nobodyWaits() { #expect(trees([]) == []) }

    @Test func aQueueIsATreeWithItsLongestWaitFirst() {
        let found = trees([wait(2, for: 1, seconds: 5), wait(3, for: 1, 2, seconds: 9), wait(4, for: 2, seconds: 1)])

        #expect(found.map { text($0) } == ["1(3 2(4))"])
        #expect(found.first?.longestWait == 9)
    }

    @Test func treesThatHaveNothingToDoWithEachOtherStandApart() {
        let found = trees([wait(2, for: 1, seconds: 1), wait(4, for: 3, seconds: 7)])

        #expect(found.map { text($0) } == ["3(4)", "1(2)"])
    }

    @Test func aCircleIsShownOnceAndSaidToBeOne() {
        let found = trees([wait(1, for: 2), wait(2, for: 3), wait(3, for: 1), wait(4, for: 1)])

        #expect(found.count == 1)
        #expect(found.first?.isCycle == true)
        #expect(found.first.map { text($0) }?.contains("4") == true)
    }

    /// As PostgreSQL says it of a line: each names all that are ahead.
    @Test func aLongLineIsShownOnceEachAndNotTakenForACircle() {
        let line = (1...50).map { number in
            LockWait(
                pid: 100 + number, blockedBy: [1] + (1..<number).map { 100 + $0 }, lock: "x",
                waited: Double(60 - number))
        }

        let found = trees(line + [wait(3, for: 2, seconds: 900)])

        #expect(found.map(\.session.pid) == [2, 1])
        #expect(found.map(\.blockedCount) == [1, 50])
        #expect(found.map(\.longestWait) == [900, 59])
        #expect(found.allSatisfy { !$0.isCycle })
    }

    @Test func aPreparedTransactionIsSaidToBeOne() {
        let found = trees([wait(5, for: 0)])

        #expect(found.first?.blocked.first?.session.pid == 5)
    }

    @Test func aBlockerThatHasGoneMeanwhileIsStillARoot() {
        let forest = BlockingForest(waits: [wait(2, for: 1)], sessions: [session(2)])

        let found = forest.trees()

        #expect(found.first?.session.state == "ended")
        #expect(found.first?.blocked.first?.session.application == "app 2")
    }

    /// Everyone who waits is shown, and the forest stays small, whoever waits for whom.
    @Test func everyoneWhoWaitsIsShownAndTheForestIsBounded() {
        for seed in UInt64(1)...200 {
            var numbers = SeededNumbers(seed: seed)
            let count = Int.random(in: 2...12, using: &numbers)
            let waits = (1...count).compactMap { pid -> LockWait? in
                guard Bool.random(using: &numbers) else { return nil }
                let blockers = (1...count).filter { $0 != pid && Int.random(in: 0..<4, using: &numbers) == 0 }
                return blockers.isEmpty ? nil : LockWait(pid: pid, blockedBy: blockers, lock: "x", waited: Double(pid))
            }

            let found = trees(waits)

            var shown: Set<Int> = []
            var nodes = 0
            func walk(_ node: BlockingNode) {
                shown.insert(node.session.pid)
                nodes += 1
                node.blocked.forEach(walk)
            }
            found.forEach(walk)
            // Each once; whoever blocks stands above some that wait for him, or is himself somewhere.
            #expect(nodes == shown.count, "seed \(seed)")
            #expect(Set(waits.map(\.pid)).isSubset(of: shown), "seed \(seed)")
        }
    }
}
