import DequeModule
import PostgresDatabase
import Synchronization

/// The outbox of one database, as one process follows it.
final class Outbox: Sendable {
    private struct State {
        /// Up to where it has been applied in this process.
        var position: OutboxPosition?
        /// Rows that this process wrote itself and has told everybody of.
        var own: Set<Int64> = []
        var ownInOrder: Deque<Int64> = []
        /// Where it was earlier, a minute or more apart: what was visible then can be deleted when it is old.
        var earlier: Deque<OutboxPosition> = []
        var lastCleaning: Int64 = 0
    }

    let database: Database
    let interval: Duration
    /// In milliseconds; rows are kept at least this long.
    let retention: Int64
    private let state = Mutex(State())
    private static let ownLimit = 10_000

    init(_ database: Database, interval: Duration, retention: Duration) {
        self.database = database
        self.interval = interval
        self.retention = retention.components.seconds * 1000
    }

    /// What `position` didn't see; all that is kept when it is nil.
    func read(after position: OutboxPosition?) async throws -> OutboxView {
        try await OutboxTable.read(after: position, database)
    }

    /// Where it stands now, without any row.
    func readPosition() async throws -> OutboxPosition {
        OutboxPosition(try await OutboxTable.read(after: nil, limit: 0, database))
    }

    var position: OutboxPosition? { state.withLock { $0.position } }

    /// A row of this process, whose tags it has invalidated itself.
    func isTold(_ row: Int64) {
        state.withLock { state in
            guard state.own.insert(row).inserted else { return }
            state.ownInOrder.append(row)
            if state.ownInOrder.count > Self.ownLimit { state.own.remove(state.ownInOrder.removeFirst()) }
        }
    }

    func wasToldHere(_ row: Int64) -> Bool { state.withLock { $0.own.contains(row) } }

    func move(to position: OutboxPosition) {
        state.withLock { state in
            state.position = position
            if let last = state.earlier.last, position.server == last.server, position.time - last.time < 60_000 {
                return
            }
            state.earlier.append(position)
            // Twice the retention is more than is ever needed.
            while let first = state.earlier.first,
                first.server != position.server || position.time - first.time > 2 * retention + 120_000
            {
                state.earlier.removeFirst()
            }
        }
    }

    /// Deletes rows that every process has had time to see, about once a minute.
    func clean() async throws {
        let position = state.withLock { state -> OutboxPosition? in
            guard let now = state.position, now.time - state.lastCleaning > 60_000 else { return nil }
            state.lastCleaning = now.time
            return state.earlier.last { now.time - $0.time > retention + 60_000 }
        }
        if let position { try await OutboxTable.delete(before: position, database) }
    }
}
