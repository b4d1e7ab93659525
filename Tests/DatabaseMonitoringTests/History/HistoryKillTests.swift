import Foundation
import TestServers
import Testing

@testable import DatabaseMonitoring

/// `SIGKILL` at any byte: a program that writes is killed at moments that nobody chose.
@Suite struct HistoryKillTests {
    /// It was built together with these tests, and lies beside them.
    private let program: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = (bundle ?? Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
            .resolvingSymlinksInPath().deletingLastPathComponent()
        return folder.appendingPathComponent("history-writer")
    }()

    /// What it acknowledged before it was killed.
    private func acknowledged(_ file: String, from first: Int, killedAfter delay: Duration) async throws -> [Int] {
        let (process, output) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = [file, "\(first)"]
        process.standardOutput = output
        try process.run()
        // Its first line says that it has begun.
        var text = output.fileHandleForReading.availableData
        try await Task.sleep(for: delay)
        kill(process.processIdentifier, SIGKILL)
        text += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // The last line may be torn.
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().compactMap { Int($0) }
    }

    @Test func whatWasAcknowledgedIsThereAndWhole() async throws {
        let folder = try HistoryFolder()
        var numbers = SeededNumbers.anew(in: #function)
        var next = 0
        var killed = 0

        for round in 0..<20 {
            let acknowledged = try await acknowledged(
                folder.file, from: next, killedAfter: numbers.milliseconds(0...120))
            guard let last = acknowledged.last else {
                Issue.record("Nothing was acknowledged in round \(round)")
                return
            }
            killed += 1
            #expect(acknowledged == Array(next...last))

            let history = MetricsHistory(path: folder.file)
            await check(history, last: last)
            let stored = await history.samples("series0", to: epoch + Double(last + 2) * 10).last ?? -1
            await history.close()
            #expect(try SQLiteConnection(path: folder.file).text("PRAGMA integrity_check") == "ok")
            // The one that was written and not acknowledged any more.
            #expect(Int(stored) <= last + 1)
            next = Int(stored) + 1
        }

        #expect(killed == 20)
    }

    private func check(_ history: MetricsHistory, last: Int) async {
        let end = epoch + Double(last) * 10
        let first = max(0, last - 700)
        for key in ["series0", "series99"] {
            let samples = await history.samples(key, from: epoch + Double(first) * 10, to: end)
            #expect(samples == (first...last).map(Double.init))
        }
        let minutes = await history.series(keys: ["series7"], from: end - 7_200, to: end, points: 120)
        for point in minutes.first?.points.dropLast() ?? [] {
            let number = point.time.timeIntervalSince(epoch) / 10
            #expect(point.minimum == number && point.maximum == number + 5 && abs(point.mean - number - 2.5) < 0.01)
        }
        let document = await history.document(kind: "last", key: "number")
        #expect(Int(String(decoding: document?.body ?? Data(), as: UTF8.self)) ?? -1 >= last)
        #expect(history.notes == [] && history.failure == nil)
    }
}
