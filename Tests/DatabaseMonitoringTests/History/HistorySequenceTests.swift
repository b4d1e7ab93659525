import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Random sequences of what may happen to a history, compared with a model.
@Suite struct HistorySequenceTests {
    private struct Run {
        let folder: HistoryFolder
        let configuration = configured {
            $0.interval = .seconds(60)
            $0.retentionHours = 1
        }
        var numbers: SeededNumbers
        var model: HistoryModel
        var history: MetricsHistory
        var now = HistoryTime.clamped(epoch)

        init(_ numbers: SeededNumbers) throws {
            self.numbers = numbers
            folder = try HistoryFolder()
            model = HistoryModel(configuration)
            history = MetricsHistory(path: folder.file, configuration: configuration)
        }

        mutating func append() async {
            switch numbers.number(0...99) {
            case 0...1: now += Int64(numbers.number(1...200)) * 3_600_000
            case 2: now -= Int64(numbers.number(1...5)) * 3_600_000
            case 3...8: now -= Int64(numbers.number(0...200_000))
            default: now += Int64(numbers.number(1_000...90_000))
            }
            var values: [String: Double] = [:]
            for key in 0..<30 where numbers.happens(70) {
                values["key\(key)"] =
                    numbers.happens(2)
                    ? [.nan, .infinity, 1e300][numbers.number(0...2)]
                    : Double(Float(numbers.number(-1_000_000...1_000_000)) / 64)
            }
            model.append(now, values)
            await history.append(time: HistoryTime.date(now), values: values)
        }

        mutating func restart() async {
            if numbers.happens(50) { await history.close() } else { _ = await history.keys() }
            history = MetricsHistory(path: folder.file, configuration: configuration)
        }

        mutating func fillDiskForAWhile() async throws {
            try await history.restrictPages()
            for _ in 0..<numbers.number(1...9) { await append() }
            #expect(await history.samples.samples.isEmpty == false)
            try await history.liftRestriction()
            await append()
        }

        mutating func compare() async {
            let end = now + Int64(numbers.number(-100...10)) * 60_000
            let length = Int64([600, 3600, 7200, 86_400, 200_000][numbers.number(0...4)]) * 1000
            let (key, points) = ("key\(numbers.number(0...30))", [1, 2, 10, 60, 300][numbers.number(0...4)])
            let (start, last) = (HistoryTime.date(end - length), HistoryTime.date(end))
            let plan = model.plan(end - length...end, points: points)

            let answer = await history.series(keys: [key], from: start, to: last, points: points)

            let expected = model.points(key, plan)
            let got = answer.first?.points ?? []
            #expect(got.count <= points)
            #expect(got.allSatisfy { (start...last).contains($0.time) })
            #expect(got.map(\.time) == expected.map(\.time), "\(plan)")
            for (got, expected) in zip(got, expected) {
                #expect(got.minimum == expected.minimum && got.maximum == expected.maximum, "\(plan)")
                #expect(abs(got.mean - expected.mean) < 1, "\(got) is not \(expected), \(plan)")
            }
        }
    }

    @Test func whatWasAppendedIsWhatIsRead() async throws {
        var run = try Run(SeededNumbers.anew(in: #function))

        for _ in 0..<3_000 {
            switch run.numbers.number(0...99) {
            case 0...1: await run.restart()
            case 2: try await run.fillDiskForAWhile()
            case 3...30: await run.compare()
            default: await run.append()
            }
        }

        #expect(run.history.status.failure == nil && run.history.notes.isEmpty, "\(run.history.status)")
        #expect(run.history.status.lostSamples == 0)
    }
}
