import BookedBarber
import HTTPTypes
import Logging
import NIOCore
import NIOFoundationCompat

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What Stripe tells us.
enum WebhookRoutes {
    static func stripe(secret: ServerConfiguration.Secret?) -> Route {
        .on(
            .post, "/webhooks/stripe", taking: JSONValue.self,
            Operation("receiveStripeEvent", "An event from Stripe, signed", tag: .payments) { operation in
                operation.access = .anyone
                operation.isLimited = false
                operation.bodyLimit = .webhook
                operation.problems = [.invalidSignature, .notConfigured]
                operation.parameters = [
                    ParameterDescription(
                        name: "Stripe-Signature", place: .header,
                        summary: "`t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`, not older than 300 seconds.",
                        schema: .string, isRequired: true)
                ]
                operation.details = """
                    Each event is taken in once, however often it is sent. Events that mean nothing here are answered \
                    200 too.
                    """
            }
        ) { call, _ in
            try verify(call, secret)
            let event = try JSONBody.decode(StripeEventBody.self, from: call.body).event
            let outcome = try await call.backend.payments.apply(event, at: call.now)
            if outcome == .mismatched || outcome == .unknownIntent {
                call.logger.warning(
                    "stripe event does not fit",
                    metadata: ["stripe.event": .string(event.id), "outcome": .string(outcome.rawValue)])
            }
            return Reply(WebhookBody(outcome: outcome))
        }
    }

    private static func verify(_ call: Call, _ secret: ServerConfiguration.Secret?) throws(Problem) {
        guard let secret else {
            throw Problem(.notConfigured, "There is no secret for Stripe's webhooks.")
        }
        guard let field = call.fields[.stripeSignature] else {
            throw Problem(.invalidSignature, "Stripe-Signature is missing.")
        }
        do throws(StripeSignature.Failure) {
            try StripeSignature(field).verify(body: Data(buffer: call.body), secret: secret.text, now: call.now)
        } catch {
            switch error {
            case .malformed: throw Problem(.invalidSignature, "Stripe-Signature is malformed.")
            case .noMatch: throw Problem(.invalidSignature, "No signature belongs to this body.")
            case .outsideTolerance: throw Problem(.invalidSignature, "The signature is too old or too new.")
            }
        }
    }
}
