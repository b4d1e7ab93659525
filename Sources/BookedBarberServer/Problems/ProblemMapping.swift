import BookedBarber
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import PostgresDatabase
import QueryCaching

/// What a client is told about each error there can be. Whatever isn't known here is a 500 that says nothing.
enum ProblemMapping {
    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as DomainError: problem(for: error)
        case let error as PostgresError: problem(for: error)
        case let error as CacheError: problem(for: error)
        case is RequestReadTimeout: Problem(.requestTimeout)
        case is NIOTooManyBytesError: Problem(.contentTooLarge)
        case is CancellationError: .unavailable("The server is shutting down.")
        case let error as HTTPError where error.status == .notFound: .notFound
        default: Problem(.internalError)
        }
    }

    private static func problem(for error: DomainError) -> Problem {
        switch error.code {
        case .invalid:
            let place = error.field.map { [WireName.of($0)] } ?? []
            return .invalid(Violation(.body(place), error.message))
        case .notFound: return .notFound
        case .notAllowed: return Problem(.forbidden, error.message)
        case .versionConflict:
            let fields: HTTPFields = error.currentVersion.map { [.eTag: EntityTag(version: $0).description] } ?? [:]
            return Problem(.preconditionFailed, error.message, fields: fields)
        case .emailTaken: return Problem(.emailUnavailable, "If it is yours, sign in.")
        case .wrongCredentials: return Problem(.wrongCredentials, fields: [.wwwAuthenticate: bearer])
        case .busy: return .unavailable(error.message)
        case .slotTaken: return Problem(.slotTaken, error.message)
        case .inThePast, .tooFarAhead, .notAligned:
            return .invalid(Violation(.body([error.field.map(WireName.of) ?? "starts_at"]), error.message))
        case .outsideWorkingHours, .timeOff, .notOffered: return Problem(.slotUnavailable, error.message)
        case .wrongStatus: return Problem(.transitionNotAllowed, error.message)
        case .wrongPaymentStatus: return Problem(.paymentConflict, error.message)
        case .refundTooLarge: return Problem(.paymentConflict, error.message)
        case .idempotencyInFlight: return Problem(.requestInFlight, error.message, fields: [.retryAfter: "1"])
        case .idempotencyMismatch: return Problem(.keyReused, error.message)
        default: return Problem(.conflict, error.message)
        }
    }

    private static let bearer = "Bearer realm=\"bookedbarber\""

    private static func problem(for error: CacheError) -> Problem {
        switch error.code {
        case .loadTimedOut, .tooManyLoads: .unavailable("The database is busy.")
        default: Problem(.internalError)
        }
    }

    private static func problem(for error: PostgresError) -> Problem {
        switch error.code {
        case .connectionLost, .connectFailed, .serverUnavailable, .databaseClosed, .connectionClosed:
            return .unavailable("The database cannot be reached just now.")
        case .acquireTimedOut, .poolExhausted, .timedOut:
            return .unavailable("The database is busy.")
        case .cancelled: return .unavailable("The request was given up.")
        case .commitOutcomeUnknown:
            return .unavailable(
                "Whether this was done is not known. Sent again with the same Idempotency-Key, it is done once.")
        case .server: return problem(forServerError: error)
        default: return Problem(.internalError)
        }
    }

    private static func problem(forServerError error: PostgresError) -> Problem {
        guard let state = error.sqlState else { return Problem(.internalError) }
        switch state {
        case .serializationFailure, .deadlockDetected:
            return .unavailable("Others were changing the same thing. Try again.")
        case .queryCanceled: return .unavailable("The database is busy.")
        default: break
        }
        // 08 connection, 53 resources, 57 operator intervention, 25006 a server that has become read-only.
        switch state.classCode {
        case "08", "53", "57": return .unavailable("The database cannot be reached just now.")
        default:
            return state.rawValue == "25006"
                ? .unavailable("The database cannot be written to just now.") : Problem(.internalError)
        }
    }
}
