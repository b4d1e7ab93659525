import DatabaseMonitoring
import Foundation
import TestServers
import Testing

@testable import MonitoringDashboard

/// Texts don't shrink with a chart: on a telephone they have to fit at every time of the day.
@Suite struct ChartLabelTests {
    /// Pixels of a telephone that is 360 wide.
    private let plot = 234.0, scale = 58.0, padding = 16.0, letter = 6.3

    @Test(arguments: TimeRange.allCases, ["Europe/Vienna", "Asia/Kolkata", "GMT"])
    func `the times below a chart stay within it and apart from each other`(range: TimeRange, zone: String) throws {
        let timeZone = try #require(TimeZone(identifier: zone))
        for minute in 0..<1440 {
            let now = Date(timeIntervalSince1970: 1_764_374_400 + Double(minute) * 60)

            let labels = try labels(#"class="when" x="([\d.]+)%" y="164">([^<]+)<"#, range, now, timeZone).map {
                (middle, half, text) in (middle - half, middle + half, text)
            }

            #expect(labels.count >= 2)
            #expect(labels.allSatisfy { $0.0 > -scale - padding && $0.1 < plot + padding }, "\(now): \(labels)")
            #expect(zip(labels, labels.dropFirst()).allSatisfy { $0.1 < $1.0 }, "\(now): \(labels)")
        }
    }

    @Test func `the words of marks stay within it and apart from each other`() throws {
        var numbers = SeededNumbers.anew(in: "marks")
        let now = Date(timeIntervalSince1970: 1_764_374_400)
        let kinds: [HistoryMark.Kind] = [.restart, .failover, .statementsReset, .monitorStart, .blind]
        for _ in 0..<500 {
            let marks = (0..<numbers.number(1...5)).map { _ in
                HistoryMark(
                    time: now - Double(numbers.number(0...3600)), kind: kinds[numbers.number(0...4)], text: "")
            }.sorted { $0.time < $1.time }

            let starts = try labels(#"class="start" x="([\d.]+)%" y="10">([^<]+)<"#, .hour, now, .gmt, marks).map {
                (place, half, text) in (place, place + 2 * half, text)
            }
            let ends = try labels(#"class="end" x="([\d.]+)%" y="10">([^<]+)<"#, .hour, now, .gmt, marks).map {
                (place, half, text) in (place - 2 * half, place, text)
            }

            let all = starts + ends
            #expect(!all.isEmpty)
            #expect(all.allSatisfy { $0.0 > -scale && $0.1 < plot + padding }, "\(all)")
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.1 <= $1.0 }, "\(all)")
        }
    }

    /// Where each label is, in pixels, half its width, and what it says.
    private func labels(
        _ pattern: String, _ range: TimeRange, _ now: Date, _ timeZone: TimeZone, _ marks: [HistoryMark] = []
    ) throws -> [(Double, Double, String)] {
        let span = range.span(to: now)
        let series = HistorySeries(
            key: "one", step: 10, points: [.init(time: now, only: 1), .init(time: now - 10, only: 2)])
        let html = LineChart(
            title: "One", measure: .count, lines: [.init(label: "one", series: series)], marks: marks, span: span,
            tickStep: range.tickStep, clock: Clock(timeZone: timeZone, now: now)
        ).html.text
        return html.matches(of: try Regex(pattern, as: (Substring, Substring, Substring).self)).map { match in
            let place = (Double(match.output.1) ?? .nan) / 100 * plot
            return (place, Double(match.output.2.count) * letter / 2, String(match.output.2))
        }
    }
}
