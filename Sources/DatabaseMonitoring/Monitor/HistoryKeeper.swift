import Foundation
import Synchronization

/// Writes what there is to keep, one record after the other, so that nobody else waits for the disk.
///
/// While the disk takes long, records wait; there is room for ten minutes of them. Beyond, the oldest is lost and counted.
final class HistoryKeeper: Sendable {
    struct Record: Sendable {
        var time: Date
        var values: [String: Double]
        var baseline: SnapshotMaker.Saved
        var alerts: AlertBook.Saved
        var webhooks: AlertNotifier.Saved?
        var blocking: [BlockingNode]
        var texts: [MonitorArchive.Text]
    }

    static let mostWaiting = 60
    private struct State {
        var waiting: [Record] = []
        var writing: Task<Void, Never>?
        var since: ContinuousClock.Instant?
        var lost = 0
    }

    private let state = Mutex(State())
    /// A disk that takes longer is said not to answer.
    private let patience: Duration
    private let write: @Sendable (Record) async -> Void

    init(patience: Duration = .seconds(5), write: @escaping @Sendable (Record) async -> Void) {
        (self.patience, self.write) = (patience, write)
    }

    /// That the disk doesn't answer, when that is so.
    var stall: String? {
        state.withLock { state in
            guard let since = state.since, ContinuousClock.now - since > patience else { return nil }
            let lost = state.lost > 0 ? "; \(state.lost) samples are lost" : ""
            return "The disk hasn't answered for \(Int((ContinuousClock.now - since).seconds)) s\(lost)."
        }
    }

    /// Never waits.
    func keep(_ record: Record) {
        state.withLock { state in
            state.waiting.append(record)
            if state.waiting.count > Self.mostWaiting {
                state.waiting.removeFirst()
                state.lost += 1
            }
            if state.writing == nil { state.writing = Task { await self.writeAll() } }
        }
    }

    /// Waits until nothing waits.
    func drain() async {
        while let writing = state.withLock({ $0.writing }) { await writing.value }
    }

    private func writeAll() async {
        while let record = next() { await write(record) }
    }

    private func next() -> Record? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                (state.writing, state.since) = (nil, nil)
                return nil
            }
            state.since = .now
            return state.waiting.removeFirst()
        }
    }
}
