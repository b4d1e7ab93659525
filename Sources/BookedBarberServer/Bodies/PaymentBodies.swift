import BookedBarber

/// What a client pays for one appointment.
struct PaymentBody: Codable, Sendable, Hashable, VersionedBody, LocatedBody, SchemaAnnotated {
    let id: Payment.ID
    let appointmentID: Appointment.ID
    let shopID: Location.ID
    let barberID: Barber.ID
    let clientID: User.ID
    let intentID: String
    let status: PaymentStatus
    let amount: MoneyBody
    let refunded: MoneyBody
    let platformFee: MoneyBody?
    let barberShare: MoneyBody?
    let capturedAt: Timestamp?
    let version: Int
    let createdAt: Timestamp

    /// How the amount divides is the shop's business: the client doesn't see it.
    init(_ payment: Payment, for caller: Caller) {
        id = payment.id
        appointmentID = payment.appointmentID
        shopID = payment.locationID
        barberID = payment.barberID
        clientID = payment.clientID
        intentID = payment.intentID
        status = payment.status
        amount = payment.amount.body
        refunded = payment.refunded.body
        let isClient = caller.id == payment.clientID
        platformFee = isClient ? nil : payment.platformFee.body
        barberShare = isClient ? nil : payment.barberShare.body
        capturedAt = payment.capturedAt.map(Timestamp.init)
        version = payment.version
        createdAt = Timestamp(payment.createdAt)
    }

    enum CodingKeys: String, CodingKey {
        case id, status, amount, refunded, version
        case appointmentID = "appointment_id"
        case shopID = "shop_id"
        case barberID = "barber_id"
        case clientID = "client_id"
        case intentID = "intent_id"
        case platformFee = "platform_fee"
        case barberShare = "barber_share"
        case capturedAt = "captured_at"
        case createdAt = "created_at"
    }

    var location: String { "/v1/payments/\(id)" }

    static var annotations: [String: Schema] {
        ["intent_id": .string.with { $0.summary = "Stripe's number of the payment intent (`pi_…`)." }]
    }
}

/// What to give back.
struct NewRefundBody: Codable, Sendable, SchemaAnnotated {
    let amount: Int?
    let reason: String?

    static var annotations: [String: Schema] {
        [
            "amount": .integer(1...1_000_000_000_000, "Minor units; all that is left when it isn't said."),
            "reason": .text(0...500),
        ]
    }
}

/// Money given back.
struct RefundBody: Codable, Sendable, Hashable {
    let id: Refund.ID
    let paymentID: Payment.ID
    let amount: MoneyBody
    let platformFee: MoneyBody?
    let barberShare: MoneyBody?
    let reason: String?
    let createdAt: Timestamp

    init(_ refund: Refund, showsShares: Bool) {
        id = refund.id
        paymentID = refund.paymentID
        amount = refund.amount.body
        platformFee = showsShares ? refund.platformFee.body : nil
        barberShare = showsShares ? refund.barberShare.body : nil
        reason = showsShares ? refund.reason : nil
        createdAt = Timestamp(refund.createdAt)
    }

    enum CodingKeys: String, CodingKey {
        case id, amount, reason
        case paymentID = "payment_id"
        case platformFee = "platform_fee"
        case barberShare = "barber_share"
        case createdAt = "created_at"
    }
}

/// A refund, and what it made of its payment.
struct RefundedBody: Codable, Sendable, LocatedBody {
    let refund: RefundBody
    let payment: PaymentBody

    var location: String { "\(payment.location)/refunds" }
}

/// What became of a webhook event.
struct WebhookBody: Codable, Sendable {
    let outcome: StripeEventOutcome
}

extension StripeEventOutcome: CaseIterable {
    public static var allCases: [StripeEventOutcome] { [.applied, .duplicate, .ignored, .mismatched, .unknownIntent] }
}
