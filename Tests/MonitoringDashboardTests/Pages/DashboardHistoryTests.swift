import DatabaseMonitoring
import Foundation
import Synchronization
import Testing

@testable import MonitoringDashboard

@Suite struct DashboardHistoryTests {
    @Test func `many who look at the same range cost one reading a snapshot`() async {
        let source = GeneratedSource.usual()
        let history = DashboardHistory(source: source) { Date(timeIntervalSince1970: 1_700_000_000) }
        let snapshot = source.snapshot

        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = await history.window(.quarterHour, for: snapshot) } }
        }
        let once = source.historyReads
        _ = await history.window(.day, for: snapshot)

        #expect(source.historyReads == once * 2)
    }

    @Test func `a new snapshot is followed at once by short ranges, and after a while by long ones`() async {
        let source = GeneratedSource.usual()
        let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
        let history = DashboardHistory(source: source) { time.withLock { $0 } }
        var snapshot = GeneratedSnapshot().usual
        var reads: [TimeRange: [Int]] = [:]

        for _ in 0..<7 {
            for range in [TimeRange.quarterHour, .day] {
                let before = source.historyReads
                _ = await history.window(range, for: snapshot)
                reads[range, default: []].append(source.historyReads > before ? 1 : 0)
            }
            snapshot.time += 10
            time.withLock { $0 += 10 }
        }

        #expect(reads[.quarterHour] == [1, 1, 1, 1, 1, 1, 1])
        #expect(reads[.day] == [1, 0, 0, 0, 0, 0, 1])
    }

    @Test func `a page needs no more series than a source looks at in two calls`() {
        var snapshot = GeneratedSnapshot().usual
        snapshot.routes = (0..<50).map {
            RouteRow(route: "GET /\($0)", requests: 1, errors: 0, median: nil, p95: nil, p99: nil)
        }
        snapshot.cache = (0..<30).map {
            CacheRow(kind: "k\($0)", requests: 1, hitRatio: nil, entries: 0, bytes: 0)
        }

        let keys = SeriesPlan.keys(for: snapshot)

        #expect(keys.count <= 200)
        #expect(Set(keys).count == keys.count)
    }
}
