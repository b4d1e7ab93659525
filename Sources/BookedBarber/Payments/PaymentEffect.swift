/// What a webhook event does to a payment. Decides only.
enum PaymentEffect: Equatable {
    case complete
    case fail
    case none(StripeEventOutcome)

    init(of event: StripeEvent, on status: PaymentStatus, amount: Money) {
        switch (event.type, status) {
        case ("payment_intent.succeeded", .pending), ("payment_intent.succeeded", .failed):
            let isRight =
                event.amountMinor == amount.minorUnits && event.currency?.uppercased() == amount.currency.code
            self = isRight ? .complete : .none(.mismatched)
        case ("payment_intent.payment_failed", .pending), ("payment_intent.canceled", .pending):
            self = .fail
        default:
            self = .none(.ignored)
        }
    }

    var outcome: StripeEventOutcome {
        switch self {
        case .complete, .fail: .applied
        case .none(let outcome): outcome
        }
    }
}
