import Foundation
import Testing

@testable import DatabaseMonitoring

/// No space on the disk.
@Suite struct HistoryFullDiskTests {
    private func values(_ sample: Int) -> [String: Double] {
        var values = Dictionary(uniqueKeysWithValues: (0..<200).map { ("key\($0)", Double(sample)) })
        if sample >= 50 { values["late"] = Double(sample) }
        return values
    }

    private func append(_ samples: Range<Int>, to history: MetricsHistory) async {
        for sample in samples { await history.append(time: epoch + Double(sample) * 10, values: values(sample)) }
    }

    @Test func whileThereIsNoneTheHistoryGoesOnInMemoryAndIsWrittenAfterwards() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        await append(0..<50, to: history)
        try await history.restrictPages()

        await append(50..<80, to: history)

        #expect(history.failure?.contains("database or disk is full") == true)
        #expect(history.status.samplesInMemory == 30)
        #expect(await history.samples("key7", to: epoch + 790) == (0..<80).map(Double.init))
        #expect(await history.keys(prefix: "key").count == 200)
        try await history.liftRestriction()
        await append(80..<81, to: history)
        #expect(history.failure == nil)
        #expect(history.status.samplesInMemory == 0)
        await history.close()
        let again = MetricsHistory(path: folder.file)
        #expect(await again.samples("key7", to: epoch + 800) == (0..<81).map(Double.init))
        #expect(await again.samples("late", to: epoch + 800) == (50..<81).map(Double.init))
    }

    @Test func whatIsInMemoryIsBoundedAndTheLossCounted() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.interval = .seconds(60) })
        await history.append(time: epoch, values: ["key": 0])
        try await history.restrictPages()

        for sample in 1...200 {
            await history.append(time: epoch + Double(sample) * 60, values: ["key": Double(sample)])
        }

        #expect(history.status.samplesInMemory == 121)
        #expect(history.status.lostSamples == 79)
        try await history.liftRestriction()
        await history.close()
        #expect(history.status.samplesInMemory == 0)
    }

    @Test func fullRingsMeetTheRestrictionToo() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.interval = .seconds(3600) })
        for sample in 0..<60 { await history.append(time: epoch + Double(sample) * 3600, values: ["key": 1]) }

        try await history.restrictPages()

        #expect(await history.append(time: epoch + 60 * 3600, values: ["key": 1]) == false)
    }

    @Test(.enabled(if: SmallDisk.isAllowed, "mounting a file system needs root"))
    func aDiskThatIsReallyFull() async throws {
        let folder = try HistoryFolder()
        let disk = try SmallDisk(folder.path, bytes: 2 << 20)
        let history = MetricsHistory(path: "\(disk.path)/history.sqlite")
        await append(0..<5, to: history)
        try disk.fill()

        var sample = 5
        while history.failure == nil, sample < 700 {
            await append(sample..<sample + 1, to: history)
            sample += 1
        }
        await append(sample..<sample + 20, to: history)

        #expect(history.failure?.contains("no space left") == true)
        #expect(history.status.samplesInMemory == 21)
        #expect(await history.samples("key7", to: epoch + 7_000) == (0..<sample + 20).map(Double.init))
        try disk.empty()
        await append(sample + 20..<sample + 21, to: history)
        #expect(history.failure == nil)
        await history.close()
        let again = MetricsHistory(path: "\(disk.path)/history.sqlite")
        #expect(await again.samples("key7", to: epoch + 7_500) == (0..<sample + 21).map(Double.init))
        await again.close()
    }

    @Test(.enabled(if: SmallDisk.isAllowed, "mounting a file system needs root"))
    func aDiskThatIsFullFromTheBeginningAndThenReadOnly() async throws {
        let folder = try HistoryFolder()
        let disk = try SmallDisk(folder.path, bytes: 1 << 20)
        try disk.fill()
        let history = MetricsHistory(path: "\(disk.path)/history.sqlite")

        await append(0..<3, to: history)
        #expect(history.failure != nil)
        #expect(await history.samples("key7", to: epoch + 30) == [0, 1, 2])
        try disk.empty()
        await append(3..<4, to: history)

        #expect(history.failure == nil && history.notes == [])
        await history.close()
        try disk.remount("ro")
        let second = MetricsHistory(path: "\(disk.path)/history.sqlite")
        await append(4..<5, to: second)
        #expect(second.failure?.contains("Check its folder and its permissions") == true, "\(second.failure ?? "")")
        #expect(second.notes == [])
        try disk.remount("rw")
        await append(5..<6, to: second)
        #expect(await second.samples("key7", to: epoch + 60) == [0, 1, 2, 3, 4, 5])
        await second.close()
    }
}
