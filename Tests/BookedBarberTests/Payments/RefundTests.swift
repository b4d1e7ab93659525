import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct RefundTests {
    @Test func aFullRefundGivesBackFeeAndShare() async throws {
        try await TestShop.with("refund") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))
            let (refunded, refund) = try await shop.repositories.payments.refund(
                payment.id, reason: "Sorry", by: shop.owner.caller, at: now)

            #expect(refunded.status == .refunded && refunded.refunded == payment.amount)
            #expect(refunded.refundedFee == payment.platformFee && refunded.refundedShare == payment.barberShare)
            #expect(refund.amount == payment.amount && refund.reason == "Sorry")
            #expect(refunded.version == payment.version + 1)
        }
    }

    @Test func partsAddUpToTheCent() async throws {
        try await TestShop.with("refund") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))
            let payments = shop.repositories.payments
            for part in [333, 1, 1999, 667] as [Int64] {
                let (changed, refund) = try await payments.refund(
                    payment.id, amountMinor: part, by: shop.manager.caller, at: now)
                #expect(refund.platformFee.minorUnits + refund.barberShare.minorUnits == part)
                #expect(changed.status == .partiallyRefunded)
            }
            let (last, _) = try await payments.refund(payment.id, by: shop.manager.caller, at: now)
            let refunds = try await payments.refunds(of: payment.id, for: shop.client.caller)

            #expect(last.status == .refunded)
            #expect(refunds.map(\.amount.minorUnits) == [333, 1, 1999, 667, 1000])
            #expect(refunds.map(\.platformFee.minorUnits).reduce(0, +) == 400)
            #expect(refunds.map(\.barberShare.minorUnits).reduce(0, +) == 3600)
        }
    }

    @Test(
        arguments: [(4001, DomainError.Code.refundTooLarge), (0, .invalid), (-1, .invalid)]
            as [(Int64, DomainError.Code)])
    func anAmountThatCannotBeGivenBackIsRefused(amount: Int64, code: DomainError.Code) async throws {
        try await TestShop.with("refund") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))

            await refused(code, field: "amount") {
                try await shop.repositories.payments.refund(
                    payment.id, amountMinor: amount, by: shop.owner.caller, at: now)
            }
        }
    }

    @Test func onlyWhatWasCapturedCanBeGivenBack() async throws {
        try await TestShop.with("refund") { shop in
            let pending = try await shop.intent(shop.book(shop.tuesday("10:00")))
            let paid = try await shop.paid(shop.tuesday("12:00"))
            let payments = shop.repositories.payments
            _ = try await payments.refund(paid.id, by: shop.owner.caller, at: now)

            await refused(.wrongPaymentStatus) { try await payments.refund(pending.id, by: shop.owner.caller, at: now) }
            await refused(.wrongPaymentStatus) { try await payments.refund(paid.id, by: shop.owner.caller, at: now) }
        }
    }

    @Test func onlyWhoManagesTheShopMayGiveBack() async throws {
        try await TestShop.with("refund") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))
            for user in [shop.client, shop.barber] {
                await refused(.notAllowed) {
                    try await shop.repositories.payments.refund(payment.id, by: user.caller, at: now)
                }
            }
        }
    }

    @Test func simultaneousRefundsNeverGiveBackMoreThanWasPaid() async throws {
        try await TestShop.with("refund") { shop in
            let payment = try await shop.paid(shop.tuesday("10:00"))
            let given = await withTaskGroup(of: Int64.self, returning: Int64.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        let result = try? await shop.repositories.payments.refund(
                            payment.id, amountMinor: 700, by: shop.owner.caller, at: now)
                        return result?.refund.amount.minorUnits ?? 0
                    }
                }
                return await group.reduce(0, +)
            }

            #expect(given == 3500)
            #expect(try await shop.repositories.payments.find(intent: payment.intentID)?.refunded.minorUnits == 3500)
        }
    }
}

@Suite struct PayoutTests {
    @Test func eachBarberGetsTheirSharesOnce() async throws {
        try await TestShop.with("payout") { shop in
            _ = try await shop.paid(shop.tuesday("10:00"))
            _ = try await shop.paid(shop.tuesday("11:00"))
            _ = try await shop.paid(shop.tuesday("10:00"), with: shop.colleague)
            let payouts = shop.repositories.payouts
            let first = try await payouts.make(for: shop.location.id, at: now)

            #expect(first.map(\.barberID) == [shop.barber.id, shop.colleague.id])
            #expect(first.map(\.amount.minorUnits) == [7200, 3600])
            #expect(try await payouts.make(for: shop.location.id, at: now).isEmpty)
            #expect(try await payouts.list(of: shop.barber.id) == [first[0]])
        }
    }

    @Test func whatWasRefundedAfterwardsIsTakenOffTheNextOne() async throws {
        try await TestShop.with("payout") { shop in
            let payouts = shop.repositories.payouts
            let payment = try await shop.paid(shop.tuesday("10:00"))
            _ = try await payouts.make(for: shop.location.id, at: now)
            _ = try await shop.repositories.payments.refund(payment.id, by: shop.owner.caller, at: now)
            _ = try await shop.paid(shop.tuesday("11:00"))

            #expect(try await payouts.make(for: shop.location.id, at: now).isEmpty)
            _ = try await shop.paid(shop.tuesday("12:00"))
            #expect(try await payouts.make(for: shop.location.id, at: now).map(\.amount.minorUnits) == [3600])
        }
    }

    @Test func aFailedOneIsOwedAgain() async throws {
        try await TestShop.with("payout") { shop in
            let payouts = shop.repositories.payouts
            _ = try await shop.paid(shop.tuesday("10:00"))
            let payout = try await payouts.make(for: shop.location.id, at: now)[0]

            #expect(try await payouts.settle(payout.id, arrived: false, at: now).status == .failed)
            await refused(.notFound) { try await payouts.settle(payout.id, arrived: true, at: now) }
            #expect(try await payouts.make(for: shop.location.id, at: now).map(\.amount.minorUnits) == [3600])
        }
    }

    @Test func simultaneousCallsPayOnce() async throws {
        try await TestShop.with("payout") { shop in
            _ = try await shop.paid(shop.tuesday("10:00"))
            let made = try await withThrowingTaskGroup(of: Int.self, returning: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await shop.repositories.payouts.make(for: shop.location.id, at: now).count }
                }
                return try await group.reduce(0, +)
            }

            #expect(made == 1)
        }
    }
}
