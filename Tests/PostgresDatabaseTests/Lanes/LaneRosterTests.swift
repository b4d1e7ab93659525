import Postgres
import Testing

@testable import PostgresDatabase

/// Which lane a read takes, and when lanes are opened and retired.
@Suite struct LaneRosterTests {
    private final class Fake: Sendable {}

    private var roster = LaneRoster<Fake>(
        limits: .init(maximum: 3, batch: 4, lifetime: .seconds(100), jitter: 0), seed: 1)
    private let start = MonotonicInstant.now
    private let lanes = [Fake(), Fake()]
    /// By place in `lanes`.
    private var looks: [LaneRoster<Fake>.Look] = [.init(depth: 0), .init(depth: 0)]

    private mutating func choose(
        at now: MonotonicInstant? = nil, avoiding avoided: Int? = nil, near place: Int? = nil
    ) -> (lane: Int?, opens: Bool, retires: Int?) {
        let (lanes, looks) = (lanes, looks)
        let choice = roster.choose(at: now ?? start, avoiding: avoided.map { lanes[$0] }, near: place) { lane in
            lanes.firstIndex { $0 === lane }.map { looks[$0] } ?? .init(depth: nil)
        }
        func index(_ lane: Fake?) -> Int? { lane.flatMap { lane in lanes.firstIndex { $0 === lane } } }
        return (index(choice.lane), choice.opens, index(choice.retires))
    }

    private mutating func openBoth() {
        for place in 0...1 { _ = roster.opened(lanes[place], place: place, at: start) }
    }

    @Test mutating func theFirstReadOpensALaneAndFindsNone() {
        let first = choose()
        #expect(first.lane == nil && first.opens)
        // One at a time.
        let second = choose()
        #expect(second.lane == nil && !second.opens)
    }

    @Test mutating func withoutAPlaceTheFirstIdleOneIsTakenElseTheOneOnWhichFewestWait() {
        openBoth()
        #expect(choose().lane == 0)
        looks = [.init(depth: 3), .init(depth: 2)]
        #expect(choose().lane == 1)
    }

    @Test mutating func whoReadsRepliesItselfTakesTheLaneThatIsNear() {
        openBoth()
        looks = [.init(depth: 0), .init(depth: 3)]
        for _ in 0..<10 { #expect(choose(near: 1).lane == 1) }
        #expect(choose(near: 0).lane == 0)
        // None is near.
        #expect(choose(near: 2).lane == 0)
    }

    @Test mutating func aLaneThatIsNearIsPassedOverWhenItsNextBatchIsFull() {
        openBoth()
        looks = [.init(depth: 1), .init(depth: 4)]
        #expect(choose(near: 1).lane == 0)
    }

    @Test mutating func aLaneThatIsNearIsPassedOverWhenNothingShouldWaitOnIt() {
        openBoth()
        for look in [LaneRoster<Fake>.Look(depth: nil), .init(depth: 0, isTrying: true)] {
            looks = [.init(depth: 3), look]
            #expect(choose(near: 1).lane == 0)
        }
    }

    @Test mutating func aLaneThatDidNotAnswerIsPassedOverThoughItIsNear() {
        openBoth()
        #expect(choose(avoiding: 1, near: 1).lane == 0)
    }

    @Test mutating func anotherIsOpenedWhenAFullBatchWaitsOnEach() {
        openBoth()
        looks = [.init(depth: 4), .init(depth: 3)]
        #expect(!choose(near: 0).opens)
        looks = [.init(depth: 4), .init(depth: 5)]
        let full = choose(near: 1)
        #expect(full.lane == 0 && full.opens)
    }

    @Test mutating func oneWhoseLifeIsOverIsNoLongerTakenBecauseItIsNear() {
        openBoth()
        looks = [.init(depth: 2), .init(depth: 1)]
        let choice = choose(at: start + .seconds(100), near: 0)
        // It goes when its replacement is there.
        #expect(choice.lane == 1 && choice.opens)
        let replacement = Fake()
        #expect(roster.opened(replacement, place: 0, at: start + .seconds(101)) === lanes[0])
    }

    @Test mutating func aSpareOneIsRetiredAlthoughAllReadsHaveALaneThatIsNear() {
        _ = roster.opened(lanes[0], place: 1, at: start + .seconds(50))
        _ = roster.opened(lanes[1], place: 0, at: start)
        // Now and then all are looked at.
        let retired = (0..<64).compactMap { _ in choose(at: start + .seconds(100), near: 1).retires }
        #expect(retired == [1])
    }

    @Test mutating func aClosedOneChoosesNothing() {
        openBoth()
        #expect(roster.close().count == 2)
        let choice = choose(near: 0)
        #expect(choice.lane == nil && !choice.opens)
    }
}
