import Testing

@testable import BookedBarber

@Suite struct PaymentEffectTests {
    private func effect(
        _ type: String, on status: PaymentStatus, amount: Int64? = 4000, currency: String? = "usd"
    ) -> PaymentEffect {
        let event = StripeEvent(id: "evt_1", type: type, intentID: "pi_1", amountMinor: amount, currency: currency)
        return PaymentEffect(of: event, on: status, amount: Money(minorUnits: 4000, currency: dollar))
    }

    @Test(arguments: [PaymentStatus.pending, .failed])
    func aSuccessCompletesWhatIsPendingOrHasFailedBefore(status: PaymentStatus) {
        #expect(effect("payment_intent.succeeded", on: status) == .complete)
    }

    @Test(arguments: [PaymentStatus.completed, .refunded, .partiallyRefunded])
    func aSuccessThatComesLateChangesNothing(status: PaymentStatus) {
        #expect(effect("payment_intent.succeeded", on: status) == .none(.ignored))
    }

    @Test(arguments: ["payment_intent.payment_failed", "payment_intent.canceled"])
    func aFailureFailsOnlyWhatIsPending(type: String) {
        #expect(effect(type, on: .pending) == .fail)
        for status in PaymentStatus.allCases where status != .pending {
            #expect(effect(type, on: status) == .none(.ignored))
        }
    }

    @Test(arguments: [(3999, "usd"), (4001, "usd"), (4000, "eur"), (nil, "usd"), (4000, nil)] as [(Int64?, String?)])
    func anotherAmountOrCurrencyCompletesNothing(amount: Int64?, currency: String?) {
        #expect(
            effect("payment_intent.succeeded", on: .pending, amount: amount, currency: currency) == .none(.mismatched))
    }

    @Test(arguments: PaymentStatus.allCases)
    func anEventThatIsNotKnownHereChangesNothing(status: PaymentStatus) {
        #expect(effect("charge.dispute.created", on: status) == .none(.ignored))
    }
}
