import Synchronization
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("The table of series against a model") struct SeriesTableModelTests {
    private final class Series: Sendable {}

    @Test func hundredsOfRandomRuns() {
        var numbers = SeededNumbers.anew(in: "SeriesTableModelTests")
        for _ in 0..<300 { run(&numbers) }
    }

    private func run(_ numbers: inout SeededNumbers) {
        let limit = numbers.number(1...6)
        var table = SeriesTable(limit: limit) { Series() }
        var model: [[String: String]: Series] = [:]
        var shared: Series?
        for _ in 0..<60 {
            var labels = (0..<numbers.number(0...3)).map { ("name\($0)", "\(numbers.number(0...2))") }
            labels.shuffle(using: &numbers)
            let key = Dictionary(uniqueKeysWithValues: labels)

            let (series, isOwn) = table.series(labels)

            if let known = model[key] {
                #expect(series === known && isOwn)
            } else if model.count < limit {
                #expect(isOwn && !model.values.contains { $0 === series } && series !== shared)
                model[key] = series
            } else {
                #expect(!isOwn && (shared == nil || shared === series))
                shared = series
            }
            #expect(table.all.count == model.count + (shared == nil ? 0 : 1))
        }
    }
}
