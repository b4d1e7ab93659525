/// The secret that signs Stripe's webhooks, and where a person finds it.
struct WebhookSecret: Sendable {
    let value: Secret
    /// "in FILE", or the name of the key that set it.
    let place: String

    /// The configured one, or the one kept in the state folder.
    static func find(_ configuration: BookedBarberConfiguration) throws(ProgramFailure) -> WebhookSecret {
        if let secret = configuration.payments.stripeWebhookSecret {
            return WebhookSecret(value: secret, place: "STRIPE_WEBHOOK_SECRET")
        }
        let folder = try StateFolder.prepare(configuration)
        return WebhookSecret(value: try folder.webhookSecret(), place: folder.stripeWebhookSecret)
    }
}
