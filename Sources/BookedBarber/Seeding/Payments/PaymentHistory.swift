/// Tells what was paid for an appointment and what was given back.
///
/// Who pays does so when booking or in the shop afterwards. Most of what was cancelled or missed was never paid.
struct PaymentHistory: Sendable {
    private static let prepaid = 0.3

    let now: Int
    let feeBasisPoints: Int
    let ownerID: Int64

    func payment(for booking: SeedBooking, _ random: inout SeededRandom) -> SeedPayment? {
        switch booking.status {
        case .completed: completed(booking, &random)
        case .cancelled: random.chance(0.40) ? cancelled(booking, &random) : nil
        case .noShow: random.chance(0.45) ? missed(booking, &random) : nil
        case .pending, .confirmed, .inProgress: ahead(booking, &random)
        }
    }

    private func completed(_ booking: SeedBooking, _ random: inout SeededRandom) -> SeedPayment? {
        let isPrepaid = random.chance(Self.prepaid)
        let paidAfter = random.below(600)
        // Those who have just got up from the chair are about to pay.
        guard isPrepaid || booking.endsAt + 660 < now else { return nil }
        var payment = captured(
            booking, at: isPrepaid ? booking.createdAt + 2 : booking.endsAt + paidAfter, &random)
        let fate = random.below(1000)
        let later = booking.endsAt + random.within(3600...8 * 86400)
        if fate < 6 {
            payment.status = .failed
            payment.capturedAt = nil
        } else if fate < 9, later < now {
            refund(&payment, payment.split.amount, at: later, "Client was not satisfied", by: ownerID)
        } else if fate < 14, later < now, payment.split.amount >= 4 {
            let part = payment.split.amount / random.element(of: [2, 4])
            refund(&payment, part, at: later, "Goodwill", by: ownerID)
        }
        return payment
    }

    private func cancelled(_ booking: SeedBooking, _ random: inout SeededRandom) -> SeedPayment {
        var payment = captured(booking, at: booking.createdAt + 2, &random)
        let cancelledAt = (booking.cancelledAt ?? booking.updatedAt) + 2
        switch random.below(100) {
        case ..<74: refund(&payment, payment.split.amount, at: cancelledAt, "Cancelled in time", by: booking.clientID)
        case ..<90 where payment.split.amount >= 2:
            refund(&payment, payment.split.amount / 2, at: cancelledAt, "Cancelled late", by: booking.clientID)
        case ..<97:
            payment.status = .failed
            payment.capturedAt = nil
        default:
            payment.status = .pending
            payment.capturedAt = nil
        }
        return payment
    }

    private func missed(_ booking: SeedBooking, _ random: inout SeededRandom) -> SeedPayment {
        var payment = captured(booking, at: booking.createdAt + 2, &random)
        let later = booking.startsAt + random.within(86_400...4 * 86_400)
        if random.chance(0.08), later < now {
            refund(&payment, payment.split.amount, at: later, "Fell ill", by: ownerID)
        }
        return payment
    }

    private func ahead(_ booking: SeedBooking, _ random: inout SeededRandom) -> SeedPayment? {
        let chance = random.below(100)
        guard chance < 55 else { return nil }
        var payment = captured(booking, at: booking.createdAt + 2, &random)
        if chance >= 30 {
            payment.status = .pending
            payment.capturedAt = nil
        }
        return payment
    }

    private func captured(_ booking: SeedBooking, at time: Int, _ random: inout SeededRandom) -> SeedPayment {
        SeedPayment(
            createdAt: time, status: .completed, split: FeeSplit(amount: booking.price, feeBasisPoints: feeBasisPoints),
            capturedAt: time + random.within(2...20))
    }

    private func refund(_ payment: inout SeedPayment, _ amount: Int64, at time: Int, _ reason: String, by who: Int64) {
        guard let split = payment.split.split(refund: amount, after: 0) else { return }
        payment.status = amount == payment.split.amount ? .refunded : .partiallyRefunded
        payment.refund = SeedRefund(createdAt: time, split: split, reason: reason, requestedBy: who)
    }
}
