import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct HistoryConcurrencyTests {
    @Test func whoReadsWhileOthersAppendSeesWholeSamples() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)

        await withTaskGroup { group in
            for writer in 0..<2 {
                group.addTask {
                    for sample in 0..<150 {
                        let number = Double(sample * 2 + writer)
                        await history.append(time: epoch + number * 10, values: ["a": number, "b": number])
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<60 {
                        let series = await history.series(
                            keys: ["a", "b"], from: epoch, to: epoch + 3_000, points: 400)
                        #expect(series.first?.points == series.last?.points)
                        _ = history.status
                    }
                }
            }
        }

        #expect(await history.samples("a", to: epoch + 3_000) == (0..<300).map(Double.init))
    }
}
