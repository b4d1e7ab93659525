import Postgres
import Synchronization

/// How long a transaction may be used: shared by all copies of a `Transaction`.
///
/// What was begun before the end is finished before the transaction is; what comes later is refused. So no statement
/// of a copy that escaped can reach the connection once somebody else has it.
final class TransactionScope: Sendable {
    private struct State {
        var hasEnded = false
        var uses = 0
        var waiter: UnsafeContinuation<Void, Never>?
        var savepoints = 0
        /// Why it can't be committed any longer.
        var doom: PostgresError?
        /// The last error that a statement met.
        var lastFailure: PostgresError?
    }

    private let state = Mutex(State())

    /// The last error of a statement in this transaction.
    var lastFailure: PostgresError? { state.withLock { $0.lastFailure } }
    var doom: PostgresError? { state.withLock { $0.doom } }

    func doom(_ error: PostgresError) { state.withLock { $0.doom = $0.doom ?? error } }

    /// To be followed by `leave`.
    func enter(_ site: CallSite) throws(PostgresError) {
        let isOpen = state.withLock { state in
            if !state.hasEnded { state.uses += 1 }
            return !state.hasEnded
        }
        guard isOpen else {
            throw PostgresError(
                code: .connectionClosed,
                message: """
                    The transaction has ended: it can't be used after its closure has returned. Await all work on it \
                    inside of the closure.
                    """,
                fileID: site.fileID, line: site.line)
        }
    }

    func leave(_ failure: PostgresError? = nil) {
        let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            state.uses -= 1
            if let failure { state.lastFailure = failure }
            guard state.uses == 0 else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Lets nobody in any longer, and waits for those who are: statements end by their own deadlines.
    func end() async {
        let isIdle = state.withLock { state in
            state.hasEnded = true
            return state.uses == 0
        }
        guard !isIdle else { return }
        await withUnsafeContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.uses > 0 { state.waiter = continuation }
                return state.uses == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    // MARK: Savepoints

    /// - Parameter depth: how many savepoints are open around it.
    func beginSavepoint(_ depth: Int, _ site: CallSite) throws(PostgresError) {
        let isInnermost = state.withLock { state in
            guard state.savepoints == depth else { return false }
            state.savepoints += 1
            return true
        }
        guard isInnermost else {
            throw PostgresError(
                code: .connectionBusy,
                message: "Another savepoint of this transaction is open: savepoints are nested, not side by side.",
                fileID: site.fileID, line: site.line)
        }
    }

    func endSavepoint(_ depth: Int) { state.withLock { $0.savepoints = depth } }
}
