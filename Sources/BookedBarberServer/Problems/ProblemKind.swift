import HTTPTypes

/// A sort of problem: what stays the same each time it happens (RFC 9457: `type`, `title`, `status`).
public struct ProblemKind: Sendable, Hashable {
    /// Absolute; what programs compare. `docs/http.md` describes each.
    public let type: String
    public let title: String
    public let status: HTTPResponse.Status

    /// Where this project's own problem types are named. The host is reserved for examples (RFC 2606): the address
    /// identifies and isn't meant to be fetched.
    static let base = "https://bookedbarber.example/problems/"

    private init(_ name: String, _ status: HTTPResponse.Status, _ title: String) {
        self.init(type: Self.base + name, status, title)
    }

    private init(type: String, _ status: HTTPResponse.Status, _ title: String) {
        self.type = type
        self.title = title
        self.status = status
    }
}

// The request can't be read.
extension ProblemKind {
    static let malformedRequest = ProblemKind("malformed-request", .badRequest, "The request is not valid HTTP")
    static let malformedJSON = ProblemKind("malformed-json", .badRequest, "The body is not valid JSON")
    static let invalidField = ProblemKind("invalid-header", .badRequest, "A header field is missing or malformed")
    static let invalidSignature = ProblemKind("invalid-signature", .badRequest, "The signature is not valid")
    static let requestTimeout = ProblemKind("request-timeout", .requestTimeout, "The request took too long to arrive")
    static let contentTooLarge = ProblemKind("content-too-large", .contentTooLarge, "The body is too large")
    static let targetTooLong = ProblemKind("target-too-long", .uriTooLong, "The request target is too long")
    static let fieldsTooLarge = ProblemKind(
        "fields-too-large", .requestHeaderFieldsTooLarge, "The header fields are too large")
    static let unsupportedMediaType = ProblemKind(
        "unsupported-media-type", .unsupportedMediaType, "The body's media type is not supported")
}

// The request can be read, and isn't possible.
extension ProblemKind {
    static let invalidValue = ProblemKind("invalid-value", .unprocessableContent, "A value is not acceptable")
    static let notFound = ProblemKind("not-found", .notFound, "There is no such thing")
    static let methodNotAllowed = ProblemKind(
        "method-not-allowed", .methodNotAllowed, "The method is not allowed here")
    static let unauthenticated = ProblemKind("unauthenticated", .unauthorized, "Sign in first")
    static let wrongCredentials = ProblemKind(
        "wrong-credentials", .unauthorized, "The e-mail address or the password is wrong")
    static let forbidden = ProblemKind("forbidden", .forbidden, "Your role does not permit this")
    static let emailUnavailable = ProblemKind(
        "email-unavailable", .conflict, "This e-mail address cannot be signed up")
    static let quotaExceeded = ProblemKind(
        type: "https://iana.org/assignments/http-problem-types#quota-exceeded", .tooManyRequests,
        "Request cannot be satisfied as assigned quota has been exceeded")
}

// The request is right, and what it meets is in another state.
extension ProblemKind {
    static let slotTaken = ProblemKind("slot-taken", .conflict, "The slot has been taken")
    static let slotUnavailable = ProblemKind("slot-unavailable", .conflict, "The barber does not work at that time")
    static let transitionNotAllowed = ProblemKind(
        "transition-not-allowed", .conflict, "The appointment's state does not permit this")
    static let conflict = ProblemKind("conflict", .conflict, "The request conflicts with what is there")
    static let paymentConflict = ProblemKind(
        "payment-conflict", .conflict, "The payment's state does not permit this")
    static let requestInFlight = ProblemKind(
        "request-in-flight", .conflict, "A request with this idempotency key is being worked on")
    static let keyReused = ProblemKind(
        "idempotency-key-reused", .unprocessableContent, "The idempotency key was used for another request")
    static let preconditionFailed = ProblemKind(
        "precondition-failed", .preconditionFailed, "It has changed since you read it")
    static let preconditionRequired = ProblemKind(
        "precondition-required", .preconditionRequired, "Say which version you mean with If-Match")
}

// The server can't.
extension ProblemKind {
    static let internalError = ProblemKind(
        "internal-error", .internalServerError, "Something went wrong on the server")
    static let unavailable = ProblemKind(
        type: "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity", .serviceUnavailable,
        "Request cannot be satisfied due to temporary server capacity constraints")
    static let deadlineExceeded = ProblemKind(
        "deadline-exceeded", .serviceUnavailable, "The answer took too long and was given up")
    static let notConfigured = ProblemKind(
        "not-configured", .serviceUnavailable, "This is not configured on the server")
}
