import Foundation
import Testing

@testable import DatabaseMonitoring

/// Whose the file is, and what happens when it can't be had.
@Suite struct HistoryFileTests {
    @Test func allOfItBelongsToTheUserAlone() async throws {
        let folder = try HistoryFolder()
        try Data().write(to: URL(fileURLWithPath: "\(folder.path)/open.sqlite"))
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: "\(folder.path)/open.sqlite")
        let histories = ["history", "open"].map { MetricsHistory(path: "\(folder.path)/\($0).sqlite") }

        for history in histories { await history.append(time: epoch, values: ["key": 1]) }

        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["history.sqlite", "history.sqlite-wal", "open.sqlite", "open.sqlite-wal"])
        for name in names { #expect(try folder.permissions(name) == 0o600, "\(name)") }
        for history in histories { await history.close() }
    }

    @Test func aFileIsOfOneProgramAtATime() async throws {
        let folder = try HistoryFolder()
        let (first, second) = (MetricsHistory(path: folder.file), MetricsHistory(path: folder.file))
        await first.append(time: epoch, values: ["key": 1])

        await second.append(time: epoch + 10, values: ["key": 2])

        #expect(second.failure?.hasPrefix("Another program has") == true, "\(second.failure ?? "")")
        #expect(second.notes == [])
        await first.close()
        await second.append(time: epoch + 20, values: ["key": 3])
        #expect(second.failure == nil)
        #expect(await second.samples("key", to: epoch + 20) == [1, 2, 3])
    }

    @Test func withoutItsFolderItWorksFromMemoryUntilTheFolderIsThere() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: "\(folder.path)/later/history.sqlite")

        await history.open()
        #expect(history.failure?.contains("No such file or directory") == true)
        await history.append(time: epoch, values: ["key": 1])
        #expect(await history.samples("key", to: epoch) == [1])
        await #expect(throws: HistoryError.self) { try await history.restrictPages() }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/later", withIntermediateDirectories: false)

        #expect(await history.append(time: epoch + 10, values: ["key": 2]))
        #expect(history.failure == nil)
        #expect(await history.samples("key", to: epoch + 10) == [1, 2])
    }

    @Test func aFileThatIsRemovedIsBegunAnew() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        await history.append(time: epoch, values: ["key": 1])
        try FileManager.default.removeItem(atPath: folder.file)
        try FileManager.default.removeItem(atPath: folder.file + "-wal")

        for sample in 1...3 { await history.append(time: epoch + Double(sample) * 10, values: ["key": 1]) }

        #expect(history.failure == nil)
        #expect(await history.samples("key", to: epoch + 30) == [1, 1, 1])
        #expect(history.notes == ["\(folder.file) was removed or replaced while it was open."])
        #expect(FileManager.default.fileExists(atPath: folder.file))
        await history.close()
    }

    @Test func afterClosingNothingIsLostThatWasThere() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        await history.append(time: epoch, values: ["key": 1])

        await history.close()

        #expect(await history.append(time: epoch + 10, values: ["key": 2]) == false)
        #expect(await history.samples("key", to: epoch + 10) == [2])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["history.sqlite"])
    }

    @Test func aConfigurationThatIsNotPossibleNamesWhatIsWrong() {
        #expect(HistoryConfiguration().fault == nil)
        #expect(configured { $0.retentionHours = 0 }.fault == "retentionHours has to be from 1 to 720; it is 0.")
        #expect(configured { $0.interval = .zero }.fault?.hasPrefix("interval has to be from 1 s to 1 h") == true)
        #expect(configured { $0.maximumKeys = -1 }.allowed.maximumKeys == 1)
        #expect(configured { $0.documentsPerKind = .max }.allowed.documentsPerKind == 10_000)
        #expect(configured { $0.maximumDocumentBytes = 0 }.fault?.contains("maximumDocumentBytes") == true)
    }
}
