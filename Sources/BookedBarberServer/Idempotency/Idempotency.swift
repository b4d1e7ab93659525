import BookedBarber
import HTTPTypes
import Hummingbird
import NIOCore
import PostgresDatabase

/// Does the work of a route once for each `Idempotency-Key` of a caller, and answers repetitions with what was
/// answered before. The work and its kept answer are one transaction.
struct Idempotency: Sendable {
    let keys: IdempotencyKeys

    func perform(_ route: Route, _ call: Call) async throws -> Answer {
        let key = try BookedBarber.IdempotencyKey(
            Self.field(call).value, of: call.caller,
            // The path as it was asked for: the key of one appointment's payment means nothing to another's.
            route: "\(route.method.rawValue) \(call.target)",
            body: Array(try JSONBody.canonical(call.body).readableBytesView))
        let (stored, isReplay) = try await keys.once(key, at: call.now) { transaction in
            var call = call
            call.transaction = transaction
            let answer = try await route.handle(call)
            return StoredResponse(
                status: answer.status.code, contentType: answer.fields[.contentType] ?? "application/json",
                body: Array(answer.body.readableBytesView))
        }
        let kept = Answer(
            status: HTTPResponse.Status(code: stored.status), fields: [.contentType: stored.contentType],
            body: ByteBuffer(bytes: stored.body))
        var answer = try route.replay(kept)
        if isReplay { answer.fields[.idempotentReplayed] = "true" }
        return answer
    }

    private static func field(_ call: Call) throws(Problem) -> IdempotencyField {
        let lines = call.fields[values: .idempotencyKey]
        guard let line = lines.first else {
            throw Problem(
                .invalidField, "Send an Idempotency-Key: a name that you choose for this request.",
                errors: [Violation(.header("Idempotency-Key"), "is required")])
        }
        guard lines.count == 1, let field = IdempotencyField(line) else {
            throw Problem(
                .invalidField,
                errors: [
                    Violation(
                        .header("Idempotency-Key"),
                        "must be one text of 1 to \(IdempotencyField.longest) printable ASCII characters")
                ])
        }
        return field
    }
}
