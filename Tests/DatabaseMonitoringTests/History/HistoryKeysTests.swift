import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct HistoryKeysTests {
    private let hour: Int64 = 3_600_000

    private func keys(_ capacity: Int) -> HistoryKeys {
        HistoryKeys([:], configuration: configured { $0.maximumKeys = capacity })
    }

    @Test func aNameKeepsItsNumber() {
        var keys = keys(3)

        let first = keys.numbers(of: ["a", "b"], at: 0)
        let second = keys.numbers(of: ["b", "c"], at: 1)

        #expect(first.numbers == [1, 2])
        #expect(second.numbers == [2, 3])
        #expect(second.changes == [.added(name: "c", key: .init(number: 3, lastWritten: 1))])
    }

    @Test func whenFullANewNameIsLeftOut() {
        var keys = keys(1)
        _ = keys.numbers(of: ["a"], at: 0)

        #expect(keys.numbers(of: ["a", "b"], at: 1).numbers == [1, nil])
    }

    @Test func whenFullANameThatWasNotWrittenForADayGivesWayToOneWithANewNumber() {
        var keys = keys(2)
        _ = keys.numbers(of: ["a", "b"], at: 0)
        _ = keys.numbers(of: ["b"], at: 20 * hour)

        let (numbers, changes) = keys.numbers(of: ["c", "b"], at: 26 * hour)

        #expect(numbers == [3, 2])
        #expect(changes.contains(.removed(number: 1)))
        #expect(keys.byName["a"] == nil)
    }

    @Test func aNameThatIsTooLongIsLeftOutAndTakesNobodysPlace() {
        var keys = keys(1)
        _ = keys.numbers(of: ["a"], at: 0)

        let (numbers, changes) = keys.numbers(of: [String(repeating: "x", count: 513)], at: 100 * hour)

        #expect(numbers == [nil])
        #expect(changes == [])
    }

    @Test func thatANameIsWrittenIsNotedOnceAnHour() {
        var keys = keys(1)
        _ = keys.numbers(of: ["a"], at: 0)

        #expect(keys.numbers(of: ["a"], at: hour - 1).changes == [])
        #expect(keys.numbers(of: ["a"], at: hour).changes == [.refreshed(.init(number: 1, lastWritten: hour))])
        #expect(keys.numbers(of: ["a"], at: 0).changes == [.refreshed(.init(number: 1, lastWritten: 0))])
    }

    @Test func figuresOfADroppedNameNeverShowUpUnderAnother() async throws {
        let folder = try HistoryFolder()
        let configuration = configured {
            $0.maximumKeys = 2
            $0.interval = .seconds(3600)
        }
        var history = MetricsHistory(path: folder.file, configuration: configuration)
        await history.append(time: epoch, values: ["old": 7, "kept": 1])
        await history.append(time: epoch + 3600, values: ["kept": 1, "early": 5])
        #expect(history.status.droppedValues == 1)

        for round in 0..<3 {
            let time = epoch + Double(26 * (round + 1)) * 3600
            await history.append(time: time, values: ["kept": 1, "new\(round)": 2])
            await history.close()
            history = MetricsHistory(path: folder.file, configuration: configuration)

            let series = await history.series(
                keys: ["old", "new\(round)"], from: epoch - 3600, to: time, points: 10_000)

            #expect(series.map(\.key) == ["new\(round)"])
            #expect(series.first?.points.map(\.mean) == [2])
            #expect(await history.keys() == ["kept", "new\(round)"])
        }
    }

    @Test func keysAreFoundByTheirBeginning() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        await history.append(time: epoch, values: ["a{x=1}": 1, "a{x=2}": 1, "b": 1])

        #expect(await history.keys(prefix: "a{") == ["a{x=1}", "a{x=2}"])
        #expect(await history.series(keys: ["c"], from: epoch, to: epoch, points: 1) == [])
    }
}
