/// What of a verified webhook event matters here.
public struct StripeEvent: Hashable, Sendable {
    /// "evt_…"; an event is taken in once.
    public let id: String
    /// Stripe's own word, such as "payment_intent.succeeded".
    public let type: String
    /// "pi_…"; `nil` when the event is about something else.
    public let intentID: String?
    /// `amount_received`, in minor units.
    public let amountMinor: Int64?
    /// Upper or lower case.
    public let currency: String?

    public init(id: String, type: String, intentID: String?, amountMinor: Int64?, currency: String?) {
        self.id = id
        self.type = type
        self.intentID = intentID
        self.amountMinor = amountMinor
        self.currency = currency
    }
}

/// What became of a webhook event.
public enum StripeEventOutcome: String, Sendable, Codable {
    /// The payment has changed.
    case applied
    /// It was taken in before; nothing has changed.
    case duplicate
    /// It means nothing here, or comes late (a failure after the success); it is noted, nothing else has changed.
    case ignored
    /// Amount or currency are not the payment's; it is noted, nothing else has changed. A person should look.
    case mismatched
    /// No payment has this intent (yet); nothing is noted, so that Stripe may send it again.
    case unknownIntent = "unknown_intent"
}
