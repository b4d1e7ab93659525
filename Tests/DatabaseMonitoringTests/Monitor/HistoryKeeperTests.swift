import Foundation
import Synchronization
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct HistoryKeeperTests {
    private func record(_ seconds: Double) throws -> HistoryKeeper.Record {
        HistoryKeeper.Record(
            time: Date(timeIntervalSince1970: seconds), values: [:], baseline: SnapshotMaker().saved,
            alerts: try AlertBook(rules: []).saved, webhooks: nil, blocking: [], texts: [])
    }

    @Test func everythingIsWrittenInOrder() async throws {
        let written = Mutex<[Double]>([])
        let keeper = HistoryKeeper { record in written.withLock { $0.append(record.time.timeIntervalSince1970) } }

        for second in 0..<50 { keeper.keep(try record(Double(second))) }
        await keeper.drain()

        #expect(written.withLock { $0 } == (0..<50).map(Double.init))
        #expect(keeper.stall == nil)
    }

    @Test func aDiskThatHangsHoldsNobodyUpAndIsSaidAndWhatHasNoRoomIsCounted() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let written = Mutex<[Double]>([])
        let keeper = HistoryKeeper(patience: .milliseconds(1)) { record in
            if record.time.timeIntervalSince1970 == 0 { for await _ in gate { break } }
            written.withLock { $0.append(record.time.timeIntervalSince1970) }
        }
        keeper.keep(try record(0))
        let isStalled = try await eventually { keeper.stall != nil }

        for second in 1...100 { keeper.keep(try record(Double(second))) }
        let said = keeper.stall
        open.finish()
        await keeper.drain()

        #expect(isStalled)
        #expect(said?.contains("40 samples are lost") == true, "\(said ?? "nothing")")
        #expect(written.withLock { $0 } == [0] + (41...100).map(Double.init))
        #expect(keeper.stall == nil)
    }
}
