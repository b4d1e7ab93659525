import BookedBarber
import HTTPTypes
import Logging
import NIOCore
import PostgresDatabase

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One request as a route's handler sees it: read, checked, and with its caller known.
struct Call: Sendable {
    /// The path as it was asked for.
    let target: String
    let fields: HTTPFields
    let query: QueryItems
    /// The values of the path's parameters, percent-decoded.
    let path: [String: String]
    /// What the body holds, byte for byte.
    let body: ByteBuffer
    /// Who is signed in; always somebody on a route that requires it, but for one that takes the server's own token.
    let user: User?
    let token: String?
    /// Whom a limit for network addresses counts.
    let address: String
    let now: Date
    let logger: Logger
    let server: ServerState
    /// On a route that takes an idempotency key: the work belongs into it, and is committed with its answer.
    var transaction: ChangingTransaction?

    var backend: Repositories { server.backend }
    var limiter: AttemptLimiter { server.attempts }
    var answers: KeptAnswers { server.answers }

    var writing: ChangingTransaction {
        get throws(Problem) {
            guard let transaction else { throw Problem(.internalError) }
            return transaction
        }
    }

    /// The caller on a route that requires one.
    var caller: Caller {
        get throws(Problem) { try signedIn.caller }
    }

    var signedIn: User {
        get throws(Problem) {
            guard let user else { throw .unauthenticated(tokenWasSent: token != nil) }
            return user
        }
    }

    func value<Value>(_ parameter: PathParameter<Value>) throws(Problem) -> Value {
        guard let text = path[parameter.name], let value = Value(parameter: text) else { throw .notFound }
        return value
    }

    func value<Value>(_ parameter: QueryParameter<Value>) throws(Problem) -> Value? {
        try parameter.value(in: query)
    }

    func required<Value>(_ parameter: QueryParameter<Value>) throws(Problem) -> Value {
        guard let value = try parameter.value(in: query) else {
            throw .invalid(Violation(.query(parameter.name), "is required"))
        }
        return value
    }
}
