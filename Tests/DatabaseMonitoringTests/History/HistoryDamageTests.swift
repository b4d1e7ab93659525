import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

/// Files that are cut, garbled, or something else.
@Suite struct HistoryDamageTests {
    private let folder: HistoryFolder
    /// A file with its log, as a crash leaves them: samples 0 to 59, of which the last are in the log.
    private let crashed: String
    /// The same file when it was closed, without a log.
    private let closed: Data

    init() async throws {
        folder = try HistoryFolder()
        crashed = "\(folder.path)/crashed.sqlite"
        let history = MetricsHistory(path: "\(folder.path)/running.sqlite")
        for sample in 0..<60 {
            let values = Dictionary(uniqueKeysWithValues: (0..<40).map { ("key\($0)", Double(sample)) })
            await history.append(time: epoch + Double(sample) * 10, values: values)
        }
        try folder.copy("\(folder.path)/running.sqlite", to: crashed)
        await history.close()
        closed = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/running.sqlite"))
    }

    private func log() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: crashed + "-wal")) }

    private func open(log: Data) throws -> MetricsHistory {
        try folder.copy(crashed, to: folder.file)
        try log.write(to: URL(fileURLWithPath: folder.file + "-wal"))
        return MetricsHistory(path: folder.file)
    }

    private func open(database: Data) throws -> MetricsHistory {
        try? FileManager.default.removeItem(atPath: folder.file + "-wal")
        try database.write(to: URL(fileURLWithPath: folder.file))
        return MetricsHistory(path: folder.file)
    }

    private func samples(_ history: MetricsHistory) async -> [Double] {
        await history.samples("key3", to: epoch + 590)
    }

    /// Goes on writing, whatever it found.
    private func expectGoesOn(_ history: MetricsHistory, _ what: String) async {
        #expect(await history.append(time: epoch + 5_000, values: ["key3": 7]), "\(what): \(history.failure ?? "")")
        #expect(await history.samples("key3", from: epoch + 5_000, to: epoch + 5_000) == [7], "\(what)")
        await history.close()
    }

    @Test func withoutDamageAllIsThere() async throws {
        let history = try open(log: log())

        #expect(await samples(history) == (0..<60).map(Double.init))
        #expect(history.notes == [])
        #expect(try log().count > 100_000)
    }

    @Test func ofALogThatIsCutTheWholeTransactionsAreKept() async throws {
        var numbers = SeededNumbers.anew(in: #function)
        let log = try log()
        let offsets = [0, 1, 31, 32, 33, 56, log.count - 1] + (0..<50).map { _ in numbers.number(0...log.count) }
        var lengths: Set<Int> = []

        for offset in offsets {
            let history = try open(log: log.prefix(offset))
            let samples = await samples(history)

            #expect(samples == samples.indices.map(Double.init), "cut at \(offset)")
            #expect(history.notes == [] && history.failure == nil, "cut at \(offset)")
            lengths.insert(samples.count)
            await expectGoesOn(history, "cut at \(offset)")
        }

        #expect(lengths.count > 5)
    }

    @Test func ofALogThatIsGarbledTheWholeTransactionsAreKept() async throws {
        var numbers = SeededNumbers.anew(in: #function)
        let log = try log()

        for _ in 0..<50 {
            let offset = numbers.number(0...log.count - 1)
            var garbled = log
            garbled[offset] ^= UInt8(1 << numbers.number(0...7))
            let history = try open(log: garbled)
            let samples = await samples(history)

            #expect(samples == samples.indices.map(Double.init), "bit of byte \(offset)")
            #expect(history.notes == [] && history.failure == nil, "bit of byte \(offset)")
            await expectGoesOn(history, "bit of byte \(offset)")
        }
    }

    @Test func aDatabaseThatIsGarbledIsReadAsFarAsItIsWholeOrMovedAside() async throws {
        var numbers = SeededNumbers.anew(in: #function)
        var moved = 0

        for _ in 0..<100 {
            let (offset, length) = (numbers.number(0...closed.count - 1), numbers.number(1...200))
            var garbled = closed
            for index in offset..<min(offset + length, closed.count) {
                garbled[index] = UInt8(numbers.number(0...255))
            }
            let history = try open(database: garbled)
            let series = await history.series(
                keys: (0..<40).map { "key\($0)" }, from: epoch, to: epoch + 590, points: 100)

            #expect(series.allSatisfy { $0.points.allSatisfy { $0.mean.isFinite } })
            await expectGoesOn(history, "\(length) bytes at \(offset)")
            #expect(history.notes.count <= 1)
            moved += history.notes.count
        }

        #expect(moved > 0)
    }

    @Test func aDatabaseThatIsCutIsMovedAsideAndANewOneBegun() async throws {
        for keptPages in [0.01, 0.5, 1, 3.5] {
            try? FileManager.default.removeItem(atPath: folder.file + ".damaged")
            let history = try open(database: closed.prefix(Int(keptPages * 8192)))

            #expect(await samples(history) == [])

            #expect(history.notes.count == 1 && history.notes[0].contains(".damaged"), "\(keptPages)")
            #expect(FileManager.default.fileExists(atPath: folder.file + ".damaged"))
            await expectGoesOn(history, "\(keptPages) pages")
        }
    }

    @Test func whatIsNoHistoryOrOfAnotherVersionIsMovedAside() async throws {
        let other = try open(database: Data("not a database, but somebody's text\n".utf8))
        #expect(await samples(other) == [])
        #expect(other.notes.count == 1)
        await other.close()

        let foreign = "\(folder.path)/foreign.sqlite"
        try Data().write(to: URL(fileURLWithPath: foreign))
        try SQLiteConnection(path: foreign).execute("CREATE TABLE things (name TEXT)")
        let second = try open(database: Data(contentsOf: URL(fileURLWithPath: foreign)))
        #expect(await samples(second) == [])
        #expect(second.notes.first?.contains("it is not a history") == true, "\(second.notes)")
        await second.close()

        try SQLiteConnection(path: folder.file).execute("PRAGMA user_version = 99")
        let third = MetricsHistory(path: folder.file)
        await expectGoesOn(third, "another version")
        #expect(third.notes.first?.contains("it is of version 99") == true, "\(third.notes)")
    }

    @Test func tablesThatAreMissingAreDamage() async throws {
        let history = try open(log: log())
        #expect(await samples(history).count == 60)
        await history.close()
        try SQLiteConnection(path: folder.file).execute("DROP TABLE spans")

        let again = MetricsHistory(path: folder.file)
        await expectGoesOn(again, "no table")

        #expect(again.notes.count == 1)
    }

    @Test func damageInAPageThatNobodyReadsIsFoundByOpening() async throws {
        let history = try open(database: closed)
        for key in 0..<20 {
            try await history.put(document: "kind", key: "\(key)", time: epoch, body: Data(count: 9_000))
        }
        await history.close()
        var garbled = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        let indexLeaf: UInt8 = 0x0a
        for page in stride(from: 0, to: garbled.count, by: 8192) where garbled[page] == indexLeaf {
            for byte in page + 3..<page + 100 { garbled[byte] = 0xff }
        }

        let again = try open(database: garbled)
        await again.open()

        #expect(again.notes.count == 1, "\(again.status)")
        await expectGoesOn(again, "a damaged index")
    }

    @Test(arguments: [true, false]) func damageThatIsFoundLaterIsMovedAsideToo(byReading: Bool) async throws {
        let history = try open(database: closed)
        #expect(await samples(history).count == 60)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file))
        for page in 1..<UInt64(closed.count / 8192) {
            try file.seek(toOffset: page * 8192)
            try file.write(contentsOf: Data(repeating: 0xff, count: 100))
        }
        try file.close()
        try await history.forgetPages()

        if byReading { #expect(await samples(history) == []) }
        await expectGoesOn(history, "damage while it is open")

        #expect(history.notes.count == 1 && history.notes[0].contains(".damaged"), "\(history.notes)")
        #expect(history.failure == nil)
    }
}

extension MetricsHistory {
    /// What is read next comes from the disk.
    fileprivate func forgetPages() throws { try store?.connection.execute("PRAGMA shrink_memory") }
}
