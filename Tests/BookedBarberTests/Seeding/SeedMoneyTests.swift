import Foundation
import Testing

@testable import BookedBarber

@Suite("Demo payments")
struct SeedMoneyTests {
    let data: DemoData

    init() throws {
        data = try DemoData.fourShops.get()
    }

    @Test("add up to the price, to the last cent")
    func split() {
        for booking in data.bookings {
            guard let payment = booking.payment else { continue }
            let shop = data.shops[booking.shop]
            #expect(payment.split == FeeSplit(amount: booking.price, feeBasisPoints: shop.feeBasisPoints))
            #expect(payment.split.amount == booking.price)
        }
    }

    @Test("have refunds exactly where their status says so, never of more than was paid")
    func refunds() {
        for payment in data.payments {
            switch payment.status {
            case .refunded: #expect(payment.refund?.split == payment.split)
            case .partiallyRefunded:
                #expect(payment.refund.map { (1..<payment.split.amount).contains($0.split.amount) } == true)
                #expect(payment.refund.map { $0.split.platformFee <= payment.split.platformFee } == true)
                #expect(payment.refund.map { $0.split.barberShare <= payment.split.barberShare } == true)
            default: #expect(payment.refund == nil)
            }
            #expect((payment.capturedAt == nil) == (payment.status == .pending || payment.status == .failed))
        }
        #expect(data.payments.contains { $0.status == .refunded })
        #expect(data.payments.contains { $0.status == .partiallyRefunded })
    }

    @Test("are captured after they were made and refunded after that, in the past")
    func order() {
        for booking in data.bookings {
            guard let payment = booking.payment else { continue }
            #expect(booking.createdAt < payment.createdAt && payment.createdAt <= DemoData.now)
            guard let capturedAt = payment.capturedAt else { continue }
            #expect(payment.createdAt < capturedAt && capturedAt <= DemoData.now)
            guard let refund = payment.refund else { continue }
            #expect(capturedAt < refund.createdAt && refund.createdAt <= DemoData.now)
            if let cancelledAt = booking.cancelledAt { #expect(refund.createdAt > cancelledAt) }
        }
    }

    @Test("are rare for what was cancelled or missed, and the rule for what was done")
    func whoPays() {
        func paid(_ status: AppointmentStatus) -> Double {
            let bookings = data.bookings.filter { $0.status == status }
            return Double(bookings.count { $0.payment != nil }) / Double(bookings.count)
        }

        #expect(paid(.completed) > 0.99)
        #expect(paid(.cancelled) < 0.5)
        #expect(paid(.noShow) < 0.5)
        #expect(!data.bookings.contains { $0.status == .cancelled && $0.payment?.status == .completed })
    }

    @Test("have intents in Stripe's form, each its own")
    func intents() {
        let rows = SeedPaymentRow.rows(Array(data.bookings.prefix(20_000)), appointmentsFrom: 1, paymentsFrom: 1)

        #expect(rows.map { $0.id.rawValue % 10_000_000_000 } == Array(1...Int64(rows.count)))
        for row in rows {
            #expect(row.id.month == Month(of: Date(seconds: row.payment.createdAt)))
            #expect(row.appointmentID.month == Month(of: Date(seconds: row.booking.startsAt)))
        }
        #expect(Set(rows.map(\.intentID)).count == rows.count)
        #expect(rows.allSatisfy { $0.intentID.wholeMatch(of: /pi_[A-Za-z0-9]{24}/) != nil })
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.payment.createdAt <= $1.payment.createdAt })
    }

    @Test("reach the barbers week by week, to the last cent")
    func payouts() {
        var ledger = PayoutLedger(now: DemoData.now, seed: 1)
        for booking in data.bookings { ledger.add(booking) }
        let barbers = data.shops.enumerated().flatMap { place, shop in shop.barbers.map { ($0.id, place) } }

        let payouts = ledger.payouts(of: barbers)

        let lastMonday = (DemoData.now - 4 * 86400) / (7 * 86400) * 7 * 86400 + 4 * 86400
        for (barber, _) in barbers {
            var earned: Int64 = 0
            for payment in data.bookings.filter({ $0.barberID == barber }).compactMap(\.payment) {
                if let at = payment.capturedAt, at < lastMonday { earned += payment.split.barberShare }
                if let refund = payment.refund, refund.createdAt < lastMonday { earned -= refund.split.barberShare }
            }
            let own = payouts.filter { $0.barberID == barber }
            let paid = own.filter { $0.status != .failed }.reduce(0) { $0 + $1.amount }
            // What the last payout failed to bring is still owed.
            let owed = own.last?.status == .failed ? own.last?.amount ?? 0 : 0
            #expect(paid + owed == earned)
            #expect(own.count > 90)
        }
        #expect(payouts.allSatisfy { $0.amount > 0 && ($0.status == .pending) == ($0.settledAt == nil) })
        #expect(payouts.allSatisfy { $0.createdAt < DemoData.now && ($0.settledAt ?? 0) <= DemoData.now })
        #expect(payouts.contains { $0.status == .failed })
    }
}
