import Postgres
import PostgresDatabase

/// Which failures are right while faults are injected, and what they mean for a write.
enum Judgement {
    /// A read gave something that nobody asked for.
    struct WrongAnswer: Error { let text: String }
    /// Thrown by the closure of a transaction that is to be rolled back.
    struct Abandoned: Error {}

    /// Statements that a fault may fail, with the state that the server then gives.
    static func isExpected(_ error: PostgresError, of kind: Operation, wasCancelled: Bool, hadDeadline: Bool) -> Bool {
        switch error.code {
        case .connectionLost, .connectionClosed, .connectFailed, .serverUnavailable, .acquireTimedOut, .timedOut,
            .commitOutcomeUnknown:
            return true
        case .cancelled: return wasCancelled
        case .server: return isExpected(error.sqlState?.rawValue ?? "", error, of: kind)
        default: return false
        }
    }

    private static func isExpected(_ state: String, _ error: PostgresError, of kind: Operation) -> Bool {
        switch (kind, state) {
        case (.division, "22012"), (.missingTable, "42P01"), (.vanishingTable, "42P01"): true
        // Collided more often than it is repeated.
        case (.transfer, "40001"), (.transfer, "40P01"): true
        // A table changed inside of a transaction, where nothing may be repeated.
        case (.snapshot, "0A000"): true
        // Its own time limit, on a machine that is out of processor time. Without it, somebody else's cancel was hit.
        case (_, "57014"): error.message.contains("statement timeout")
        // The server's farewell.
        case (_, "57P01"), (_, "57P02"), (_, "57P03"), (_, "53300"): true
        default: false
        }
    }

    /// What became of one statement that writes.
    static func outcome(ofWrite error: any Error) -> Ledger.Outcome {
        guard let error = error as? PostgresError else { return .notWritten }
        switch error.code {
        case .connectionLost, .timedOut, .cancelled, .commitOutcomeUnknown, .unexpectedReply: return .unknown
        default: return .notWritten
        }
    }

    /// What became of a transaction: only a commit without an answer leaves that open.
    static func outcome(ofTransaction error: any Error) -> Ledger.Outcome {
        (error as? PostgresError)?.code == .commitOutcomeUnknown ? .unknown : .notWritten
    }
}
