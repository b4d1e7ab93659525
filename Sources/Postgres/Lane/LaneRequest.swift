/// A statement that rides on a lane, and what becomes of it.
package final class LaneRequest: @unchecked Sendable {
    // @unchecked: every mutable member is touched only with the lock of the lane's session held; what a waiter reads
    // after it was resumed is no longer written to. `@exclusivity(unchecked)`: as Exchange.

    package enum Outcome: Sendable {
        case rows(ResultHandle)
        /// The server refused it, or its caller's time is up.
        case failed(PostgresError)
        /// It wasn't answered here, for reasons of the lane's own: a leased connection is to execute it.
        case elsewhere
        /// The connection was lost.
        case lost(PostgresError)

        package var isAnswer: Bool {
            switch self {
            case .rows, .failed: true
            case .elsewhere, .lost: false
            }
        }
    }

    package let statement: LaneStatement
    package let query: Query
    /// Since when its caller waits.
    package let since: MonotonicInstant
    let deadline: MonotonicInstant
    let patience: Duration
    /// It is to show whether its statement, which was too slow for a lane, is quick again.
    package let isProbe: Bool
    @exclusivity(unchecked) var waiter: UnsafeContinuation<Void, Never>?
    /// For its waiter, once that is resumed.
    @exclusivity(unchecked) package internal(set) var outcome = Outcome.elsewhere
    /// It was cancelled before it was submitted.
    @exclusivity(unchecked) var isCancelled = false
    /// Its prepared statement was found unusable once already.
    @exclusivity(unchecked) var wasPreparedAgain = false
    /// When its rows came.
    @exclusivity(unchecked) package internal(set) var answeredAt: MonotonicInstant

    /// - Parameter patience: how long its caller waits, also in nanoseconds if that is known.
    package init(
        _ statement: LaneStatement, _ query: consuming Query, patience: Duration, nanoseconds: Int64? = nil,
        isProbe: Bool = false, at now: MonotonicInstant
    ) {
        self.statement = statement
        self.isProbe = isProbe
        self.query = query
        self.patience = patience
        since = now
        answeredAt = now
        deadline = now.adding(nanoseconds: max(0, nanoseconds ?? patience.inNanoseconds))
    }

    func interrupted(as code: PostgresError.Code) -> PostgresError {
        code == .timedOut
            ? PostgresError(
                code: code, message: .outOfTime(patience), sql: statement.sql)
            : PostgresError(
                code: code, message: "The task was cancelled, and its statement with it.", sql: statement.sql)
    }
}
