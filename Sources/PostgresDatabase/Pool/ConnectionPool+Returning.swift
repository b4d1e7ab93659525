import Logging
import Postgres

extension ConnectionPool {
    /// Gives a borrowed connection back, without waiting for anything: what is to be undone is undone by the pool.
    func release(_ lease: Lease) {
        let now = putBack(lease)
        metrics?.record(.useTime, now - lease.since)
        for listener in listeners { listener.returned(lease.connection, held: now - lease.since) }
    }

    /// Gives back what was never lent, as far as anybody was told.
    @discardableResult
    func putBack(_ lease: Lease) -> MonotonicInstant {
        let condition = ReturnCondition(lease.connection)
        let now = clock.now
        update { $0.state.release(lease.key, condition, at: now) }
        return now
    }

    /// Undoes what a borrower left. By a task of the pool's own, so that no cancelled borrower can skip it.
    func clean(_ key: ConnectionKey, _ connection: Connection) {
        Task.detached { [self] in
            do {
                if connection.sessionStateChanged {
                    try await connection.reset(deadline: limits.cleaningTimeout)
                    try await announce(connection)
                } else {
                    try await connection.query("ROLLBACK", deadline: limits.cleaningTimeout)
                }
            } catch {
                logger.debug(
                    "A returned connection could not be cleaned", metadata: ["connection": "\(connection.id)"])
            }
            let isClean = ReturnCondition(connection) == .clean
            update { $0.state.cleaned(key, succeeded: isClean, at: clock.now) }
        }
    }
}

extension ReturnCondition {
    init(_ connection: Connection) {
        let (status, stateChanged) = connection.condition
        switch status {
        case .idle: self = stateChanged ? .dirty : .clean
        case .inTransaction, .inFailedTransaction: self = .dirty
        // Active: somebody still uses it. Unknown: it is closed.
        case .active, .unknown: self = .broken
        }
    }
}
