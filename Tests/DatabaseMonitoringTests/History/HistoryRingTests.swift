import Foundation
import Testing

@testable import DatabaseMonitoring

/// A file of a fixed size.
@Suite struct HistoryRingTests {
    @Test func whenAllRingsAreFullTheFileGrowsNoMore() async throws {
        let folder = try HistoryFolder()
        let configuration = configured {
            $0.interval = .seconds(60)
            $0.retentionHours = 4
        }
        let history = MetricsHistory(path: folder.file, configuration: configuration)
        let values = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key\($0)", Double($0)) })
        // Hours are the last to be full, after two days.
        for minute in 0..<3_000 { await history.append(time: epoch + Double(minute) * 60, values: values) }
        let full = history.fileBytes

        for minute in 3_000..<6_000 { await history.append(time: epoch + Double(minute) * 60, values: values) }

        #expect(history.fileBytes <= full + 100_000, "\(history.fileBytes) after \(full)")
        #expect(full < 6_000_000)
    }

    @Test func minutesAreKeptForADayAndHoursForTwo() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.interval = .seconds(300) })
        for sample in 0..<1_000 {
            await history.append(time: epoch + Double(sample) * 300, values: ["key": Double(sample)])
        }
        let end = epoch + 999 * 300

        let day = await history.series(keys: ["key"], from: end - 86_400, to: end, points: 1_440)
        let twoDays = await history.series(keys: ["key"], from: end - 172_800, to: end, points: 300)

        #expect(day.first?.points.count == 289)
        #expect(day.first?.step == 60)
        #expect(twoDays.first?.points.count == 48)
        #expect(twoDays.first?.step == 3_600)
        #expect(twoDays.first.map { $0.points[10].maximum - $0.points[10].minimum } == 11)
    }

    @Test func aTimeWithoutSamplesStaysAGap() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        for second in [0, 10, 20, 500, 510] { await history.append(time: epoch + Double(second), values: ["key": 1]) }

        let series = await history.series(keys: ["key"], from: epoch, to: epoch + 600, points: 100)

        #expect(series.first?.points.map { $0.time.timeIntervalSince(epoch) } == [0, 10, 20, 500, 510])
        #expect(series.first?.step == 10)
    }

    @Test func aClockThatWasWrongForADayLeavesNothingBehind() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.interval = .seconds(60) })
        for minute in 0..<1_500 { await history.append(time: epoch + 1e9 + Double(minute) * 60, values: ["key": 7]) }

        for minute in 0..<300 { await history.append(time: epoch + Double(minute) * 60, values: ["key": 1]) }

        let end = epoch + 299 * 60
        let minutes = await history.series(keys: ["key"], from: end - 10_000, to: end, points: 200)
        #expect(minutes.first?.points.count == 167)
        #expect(await history.samples("key", from: end - 3_600, to: end) == Array(repeating: 1, count: 61))
        #expect(minutes.first?.points.allSatisfy { $0.maximum == 1 } == true)
    }

    @Test func otherSettingsKeepWhatTheyHavePlaceFor() async throws {
        let folder = try HistoryFolder()
        var history = MetricsHistory(path: folder.file, configuration: configured { $0.retentionHours = 2 })
        for sample in 0..<1_000 {
            await history.append(time: epoch + Double(sample) * 10, values: ["key": Double(sample)])
        }
        let end = epoch + 999 * 10
        await history.close()

        for hours in [1, 24, 1] {
            history = MetricsHistory(
                path: folder.file,
                configuration: configured {
                    $0.retentionHours = hours
                    $0.interval = .seconds(hours == 1 ? 20 : 10)
                })
            let last = await history.samples("key", from: end - 600, to: end)
            let minutes = await history.series(keys: ["key"], from: end - 3_480, to: end, points: 58)
            await history.close()

            #expect(last == (939...999).map(Double.init), "\(hours)")
            #expect(minutes.first?.points.count == 58, "\(hours)")
            #expect(history.notes == [] && history.failure == nil)
        }
    }

    @Test func impossibleTimesAreCountedAndNothingElse() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)

        for time in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .nan)] {
            #expect(await history.append(time: time + 1e12, values: ["key": 1]) == false)
        }

        #expect(history.status.lostSamples == 3)
        #expect(await history.keys() == [])
    }
}
