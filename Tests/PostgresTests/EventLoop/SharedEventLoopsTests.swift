import Synchronization
import Testing

@testable import Postgres

@Suite struct SharedEventLoopsTests {
    @Test(arguments: [(1, 1), (2, 2), (3, 2), (4, 2), (6, 3), (8, 4), (64, 4)])
    func thereAreAsManyAsTheCoresCanUse(cores: Int, loops: Int) {
        #expect(SharedEventLoops.suitable(cores: cores) == loops)
    }

    @Test func aTaskGoesOnOnTheLoopThatResumesIt() async {
        let shared = SharedEventLoops(count: 3)
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask(executorPreference: shared) {
                    var wrong = 0
                    for place in [2, 0, 1, 2] {
                        await withUnsafeContinuation { continuation in
                            shared.loops[place].submit { continuation.resume() }
                        }
                        if shared.current != place { wrong += 1 }
                    }
                    return wrong
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    /// An await that doesn't have to wait must not put the task in line again.
    @Test func aCallThatReturnsAtOnceStaysInItsJob() async {
        let shared = SharedEventLoops(count: 1)
        let others = Atomic(0)
        let during = await Task(executorPreference: shared) {
            // What is submitted here runs when this task leaves the thread.
            shared.loops[0].submit { others.store(1, ordering: .relaxed) }
            var sum = 0
            for number in 0..<100 { sum += await Self.immediately(number) }
            return (sum, others.load(ordering: .relaxed))
        }.value
        #expect(during == (4950, 0))
    }

    @concurrent private static func immediately(_ number: Int) async -> Int { number }

    @Test func aTaskFromElsewhereBeginsOnEachInTurn() async {
        let shared = SharedEventLoops(count: 2)
        let places = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<10 { group.addTask(executorPreference: shared) { shared.current } }
            return await group.reduce(into: Set<Int?>()) { $0.insert($1) }
        }
        #expect(places == [0, 1])
    }

    @Test func theLeastUsedIsTheOneThatFewestHave() {
        let shared = SharedEventLoops(count: 3)
        #expect(shared.leastUsed(by: [0, 2]) == 1)
        #expect(shared.leastUsed(by: [0, 0, 1, 2, 2]) == 1)
        #expect(Set((0..<6).map { _ in shared.leastUsed(by: []) }) == [0, 1, 2])
    }
}
