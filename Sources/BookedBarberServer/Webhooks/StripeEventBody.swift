import BookedBarber

/// The few members of a Stripe event that matter here; the rest is left alone.
struct StripeEventBody: Codable, Sendable {
    struct Content: Codable, Sendable {
        let object: Object
    }

    struct Object: Codable, Sendable {
        let object: String?
        let id: String?
        let amountReceived: Int64?
        let currency: String?

        enum CodingKeys: String, CodingKey {
            case object, id, currency
            case amountReceived = "amount_received"
        }
    }

    let id: String
    let type: String
    let data: Content?

    var event: StripeEvent {
        let object = data?.object
        let isIntent = object?.object == "payment_intent"
        return StripeEvent(
            id: id, type: type, intentID: isIntent ? object?.id : nil,
            amountMinor: isIntent ? object?.amountReceived : nil, currency: isIntent ? object?.currency : nil)
    }
}
