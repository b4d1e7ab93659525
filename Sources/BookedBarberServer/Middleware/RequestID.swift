import HTTPTypes

/// What one request is called in its answer and in every log line about it.
struct RequestID: Sendable, Hashable, CustomStringConvertible {
    static let longest = 128

    let description: String

    init() {
        var generator = IdentifierGenerator()
        description = String(hexadecimal: [generator.next(), generator.next()])
    }

    /// A proxy's or a client's own name for the request, if it is sane: letters, digits and `._-`, at most 128.
    init?(_ field: String) {
        guard !field.isEmpty, field.utf8.count <= Self.longest, field.utf8.allSatisfy(Self.isPermitted) else {
            return nil
        }
        description = field
    }

    private static func isPermitted(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-Id")!
    static let traceParent = HTTPField.Name("traceparent")!
    static let serverTiming = HTTPField.Name("Server-Timing")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotentReplayed = HTTPField.Name("Idempotent-Replayed")!
    static let stripeSignature = HTTPField.Name("Stripe-Signature")!
    static let xContentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
