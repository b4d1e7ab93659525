import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct PaymentTests {
    private func succeeded(_ payment: Payment, id: String = "evt_1", amount: Int64? = nil) -> StripeEvent {
        StripeEvent(
            id: id, type: "payment_intent.succeeded", intentID: payment.intentID,
            amountMinor: amount ?? payment.amount.minorUnits, currency: "usd")
    }

    @Test func anIntentIsForThePriceSplitByTheShopsFee() async throws {
        try await TestShop.with("payment") { shop in
            let appointment = try await shop.book(shop.tuesday("10:00"))
            let payment = try await shop.intent(appointment)

            #expect(payment.status == .pending && payment.amount == appointment.price)
            #expect(payment.platformFee.minorUnits == 400 && payment.barberShare.minorUnits == 3600)
            #expect(payment.intentID.hasPrefix("pi_") && payment.intentID.count == 27)
            #expect(payment.appointmentID == appointment.id && payment.clientID == shop.client.id)
            #expect(payment.id.month == Month(year: 2026, month: 11) && payment.createdAt == now)
        }
    }

    @Test func askingAgainGivesTheSamePayment() async throws {
        try await TestShop.with("payment") { shop in
            let appointment = try await shop.book(shop.tuesday("10:00"))
            let payments = try await withThrowingTaskGroup(of: Payment.self, returning: [Payment].self) { group in
                for number in 0..<10 {
                    group.addTask { try await shop.intent(appointment, at: now + TimeInterval(number)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(Set(payments).count == 1)
            #expect(try await shop.count("payments") == 1)
        }
    }

    @Test func thereIsNothingToPayForWhatWasCancelledOrIsFree() async throws {
        try await TestShop.with("payment") { shop in
            let cancelled = try await shop.book(shop.tuesday("10:00"))
            _ = try await shop.repositories.appointments.change(
                cancelled.id, .cancel, by: shop.client.caller, expecting: 1, at: now)
            let free = try await shop.book(shop.tuesday("12:00"))
            try await shop.database.write("UPDATE appointments SET price_minor = 0 WHERE id = \(free.id)")

            await refused(.wrongStatus) { try await shop.intent(cancelled) }
            await refused(.invalid, field: "appointmentId") { try await shop.intent(free) }
        }
    }

    @Test func aSuccessCapturesThePayment() async throws {
        try await TestShop.with("payment") { shop in
            let payment = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let outcome = try await shop.repositories.payments.apply(succeeded(payment), at: now + 60)
            let captured = try await shop.repositories.payments.find(intent: payment.intentID)

            #expect(outcome == .applied)
            #expect(captured?.status == .completed && captured?.capturedAt == now + 60 && captured?.version == 2)
        }
    }

    @Test func anEventIsTakenInOnceHoweverOftenItComes() async throws {
        try await TestShop.with("payment") { shop in
            let payment = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let outcomes = try await withThrowingTaskGroup(
                of: StripeEventOutcome.self, returning: [StripeEventOutcome].self
            ) { group in
                for _ in 0..<10 {
                    group.addTask { try await shop.repositories.payments.apply(succeeded(payment), at: now) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 == .applied } == 1)
            #expect(outcomes.count { $0 == .duplicate } == 9)
            #expect(try await shop.repositories.payments.find(intent: payment.intentID)?.version == 2)
        }
    }

    @Test func aFailureThatComesAfterTheSuccessIsIgnored() async throws {
        try await TestShop.with("payment") { shop in
            let payment = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let failed = StripeEvent(
                id: "evt_2", type: "payment_intent.payment_failed", intentID: payment.intentID, amountMinor: 0,
                currency: "usd")
            let payments = shop.repositories.payments

            #expect(try await payments.apply(succeeded(payment), at: now) == .applied)
            #expect(try await payments.apply(failed, at: now) == .ignored)
            #expect(try await payments.find(intent: payment.intentID)?.status == .completed)
        }
    }

    @Test func aFailedPaymentCanSucceedLater() async throws {
        try await TestShop.with("payment") { shop in
            let payment = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let failed = StripeEvent(
                id: "evt_2", type: "payment_intent.payment_failed", intentID: payment.intentID, amountMinor: 0,
                currency: "usd")
            let payments = shop.repositories.payments

            #expect(try await payments.apply(failed, at: now) == .applied)
            #expect(try await payments.find(intent: payment.intentID)?.status == .failed)
            #expect(try await payments.apply(succeeded(payment), at: now) == .applied)
            #expect(try await payments.find(intent: payment.intentID)?.status == .completed)
        }
    }

    @Test func anEventOfAnotherAmountIsNotedAndCapturesNothing() async throws {
        try await TestShop.with("payment") { shop in
            let payment = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let payments = shop.repositories.payments

            #expect(try await payments.apply(succeeded(payment, amount: 1), at: now) == .mismatched)
            #expect(try await payments.apply(succeeded(payment, amount: 1), at: now) == .duplicate)
            #expect(try await payments.find(intent: payment.intentID)?.status == .pending)
        }
    }

    @Test func anEventOfAnUnknownIntentMayComeAgain() async throws {
        try await TestShop.with("payment") { shop in
            let event = StripeEvent(
                id: "evt_1", type: "payment_intent.succeeded", intentID: "pi_later", amountMinor: 1, currency: "usd")
            let payments = shop.repositories.payments

            let outcomes = [try await payments.apply(event, at: now), try await payments.apply(event, at: now)]

            #expect(outcomes == [.unknownIntent, .unknownIntent])
            #expect(try await shop.count("stripe_events") == 0)
        }
    }

    @Test func anEventAboutSomethingElseIsNoted() async throws {
        try await TestShop.with("payment") { shop in
            let event = StripeEvent(
                id: "evt_1", type: "customer.created", intentID: nil, amountMinor: nil, currency: nil)
            let payments = shop.repositories.payments
            let outcomes = [try await payments.apply(event, at: now), try await payments.apply(event, at: now)]

            #expect(outcomes == [.ignored, .duplicate])
        }
    }

    @Test func aPaymentIsSeenByThoseItConcerns() async throws {
        try await TestShop.with("payment") { shop in
            let payments = shop.repositories.payments
            let payment = try await shop.paid(shop.tuesday("10:00"))
            for user in [shop.client, shop.barber, shop.manager, shop.owner, shop.admin] {
                #expect(try await payments.find(payment.id, for: user.caller) == payment)
                #expect(try await payments.find(appointment: payment.appointmentID, for: user.caller) == payment)
            }
            for user in [shop.otherClient, shop.colleague, shop.otherOwner, shop.otherBarber] {
                #expect(try await payments.find(payment.id, for: user.caller) == nil)
                #expect(try await payments.find(appointment: payment.appointmentID, for: user.caller) == nil)
                #expect(try await payments.refunds(of: payment.id, for: user.caller).isEmpty)
                await refused(.notFound) { try await payments.refund(payment.id, by: user.caller, at: now) }
            }
            #expect(try await payments.find(12345, for: shop.admin.caller) == nil)
        }
    }
}
