import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct CollectorScheduleTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private static let vital = Collector("vital", isVital: true) { _, _ in }
    private static let cheap = Collector("cheap") { _, _ in }
    private static let dear = Collector("dear") { _, _ in }
    private static let rare = Collector("rare", every: .seconds(60)) { _, _ in }

    private func schedule() -> CollectorSchedule {
        CollectorSchedule([Self.vital, Self.cheap, Self.dear, Self.rare], budget: 0.01)
    }

    /// Takes samples every 10 s in which each collector takes so many milliseconds.
    private func run(
        _ schedule: inout CollectorSchedule, samples: Int, from begin: Date, _ milliseconds: [String: Int]
    ) -> [[String]] {
        (0..<samples).map { number in
            let now = begin + Double(number) * 10
            let due = schedule.due(at: now, interval: 10).map(\.name)
            let costs = Dictionary(uniqueKeysWithValues: due.map { ($0, Duration.milliseconds(milliseconds[$0] ?? 0)) })
            schedule.record(
                processor: costs.values.reduce(.zero, +), costs: costs, interval: 10, at: now)
            return due
        }
    }

    @Test func everythingRunsWithinTheBudgetAndTheRareOnesOnceAMinute() {
        var schedule = schedule()

        let ran = run(&schedule, samples: 13, from: start, ["vital": 10, "cheap": 10, "dear": 10, "rare": 10])

        #expect(ran.filter { $0.contains("dear") }.count == 13)
        #expect(ran.filter { $0.contains("rare") }.count == 3)
        #expect(schedule.shed(at: start + 130) == [])
        #expect(schedule.cost < 0.01)
    }

    @Test func aboveTheBudgetTheMostCostlyOneRestsAndComesBack() {
        var schedule = schedule()

        let ran = run(&schedule, samples: 10, from: start, ["vital": 10, "cheap": 10, "dear": 900])

        #expect(ran.last == ["vital", "cheap"])
        #expect(schedule.shed(at: start + 100) == ["dear"])
        #expect(schedule.shed(at: start + 100 + 600) == [])
        #expect(schedule.due(at: start + 700, interval: 10).map(\.name).contains("dear"))
    }

    @Test func whatIsVitalNeverRests() {
        var schedule = schedule()

        let ran = run(&schedule, samples: 200, from: start, ["vital": 5000, "cheap": 1, "dear": 1, "rare": 1])

        #expect(ran.allSatisfy { $0.contains("vital") })
        #expect(ran.last == ["vital"])
    }

    @Test func oneThatIsStillTooCostlyRestsLongerEachTimeButAtMostAnHour() {
        var schedule = schedule()

        let ran = run(&schedule, samples: 6 * 60 * 12, from: start, ["vital": 10, "cheap": 10, "dear": 5000])

        let times = ran.indices.filter { ran[$0].contains("dear") }
        let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
        #expect(longest <= 361, "\(longest)")
        #expect(longest > 100)
    }

    /// Whatever things cost, the schedule brings sampling near its budget unless the vital ones alone exceed it.
    @Test func itComesToItsBudgetWhateverThingsCost() {
        for seed in UInt64(1)...50 {
            var numbers = SeededNumbers(seed: seed)
            let costs = [
                "vital": Int.random(in: 0...60, using: &numbers), "cheap": Int.random(in: 0...500, using: &numbers),
                "dear": Int.random(in: 0...2000, using: &numbers), "rare": Int.random(in: 0...500, using: &numbers),
            ]
            var schedule = schedule()
            _ = run(&schedule, samples: 30, from: start, costs)
            let ran = run(&schedule, samples: 100, from: start + 300, costs)

            let mean = ran.flatMap { $0 }.reduce(0) { $0 + (costs[$1] ?? 0) } / 100
            #expect(mean <= 400, "seed \(seed): \(mean) ms a sample, \(costs)")
        }
    }
}
