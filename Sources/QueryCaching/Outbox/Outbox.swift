import DequeModule
import Postgres
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
        var patience = firstPatience
    }

    /// How long a look may take: a connection that has silently gone must not keep a process from what others wrote.
    /// Twice as long after each that took too long, so that a database that is slow is followed, too.
    private static let firstPatience: Duration = .milliseconds(500)
    private static let longestPatience: Duration = .seconds(30)

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
        try await look { patience in try await OutboxTable.read(after: position, within: patience, database) }
    }

    /// Where it stands now, without any row.
    func readPosition() async throws -> OutboxPosition {
        let view = try await look { patience in
            try await OutboxTable.read(after: nil, limit: 0, within: patience, database)
        }
        return OutboxPosition(view)
    }

    private func look(_ read: (Duration) async throws -> OutboxView) async throws -> OutboxView {
        do {
            let view = try await read(state.withLock { $0.patience })
            state.withLock { $0.patience = Self.firstPatience }
            return view
        } catch let error as PostgresError where error.code == .timedOut || error.code == .acquireTimedOut {
            state.withLock { $0.patience = min($0.patience * 2, Self.longestPatience) }
            throw error
        }
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
