import Foundation
import Postgres

extension SeedLoader {
    /// Appointments, payments and refunds piece by piece, then the payouts.
    mutating func loadBookings() async throws {
        var history = history
        var ledger = PayoutLedger(now: now, seed: seed)
        while let bookings = history.next() {
            try Task.checkCancellation()
            let firstID = numbers.appointments + 1
            try await loadAppointments(bookings, firstID)
            numbers.appointments += Int64(bookings.count)
            let payments = SeedPaymentRow.rows(bookings, appointmentsFrom: firstID, paymentsFrom: numbers.payments + 1)
            try await loadPayments(payments)
            numbers.payments += Int64(payments.count)
            try await loadRefunds(payments)
            for booking in bookings { ledger.add(booking) }
        }
        try await loadPayouts(ledger)
    }

    private mutating func loadAppointments(_ bookings: [SeedBooking], _ firstID: Int64) async throws {
        let columns = [
            "id", "starts_at", "ends_at", "location_id", "barber_id", "client_id", "service_id", "status",
            "buffer_minutes", "price_minor", "currency", "notes", "cancelled_at", "cancelled_by", "version",
            "created_at", "updated_at",
        ]
        let shops = shops
        try await copy(bookings.enumerated(), to: "appointments", columns) { writer, item in
            let (place, booking) = item
            let shop = shops[booking.shop]
            try await writer.write(
                row: booking.id(firstID + Int64(place)), Date(seconds: booking.startsAt), Date(seconds: booking.endsAt),
                shop.id, booking.barberID, booking.clientID, booking.serviceID, booking.status, Int16(booking.buffer),
                booking.price, shop.city.currency, booking.note, booking.cancelledAt.map(Date.init(seconds:)),
                booking.cancelledBy, Int32(booking.version), Date(seconds: booking.createdAt),
                Date(seconds: booking.updatedAt))
        }
    }

    private mutating func loadPayments(_ payments: [SeedPaymentRow]) async throws {
        let columns = [
            "id", "created_at", "appointment_id", "location_id", "barber_id", "client_id", "status", "amount_minor",
            "currency", "platform_fee_minor", "barber_share_minor", "refunded_minor", "refunded_fee_minor",
            "refunded_share_minor", "captured_at", "version", "updated_at",
        ]
        let shops = shops
        try await copy(payments, to: "payments", columns) { writer, row in
            let (booking, payment, shop) = (row.booking, row.payment, shops[row.booking.shop])
            try await writer.write(
                row: row.id, Date(seconds: payment.createdAt), row.appointmentID, shop.id, booking.barberID,
                booking.clientID, payment.status, payment.split.amount, shop.city.currency, payment.split.platformFee,
                payment.split.barberShare, payment.refund?.split.amount ?? 0, payment.refund?.split.platformFee ?? 0,
                payment.refund?.split.barberShare ?? 0, payment.capturedAt.map(Date.init(seconds:)),
                Int32(payment.version), Date(seconds: payment.updatedAt))
        }
        let intents = ["id", "payment_id", "payment_created_at", "appointment_id", "created_at"]
        try await copy(payments, to: "payment_intents", intents) { writer, row in
            let createdAt = Date(seconds: row.payment.createdAt)
            try await writer.write(row: row.intentID, row.id, createdAt, row.appointmentID, createdAt)
        }
    }

    private mutating func loadRefunds(_ payments: [SeedPaymentRow]) async throws {
        let columns = [
            "id", "payment_id", "payment_created_at", "amount_minor", "currency", "platform_fee_minor",
            "barber_share_minor", "reason", "requested_by", "created_at",
        ]
        let refunds = payments.compactMap { row in row.payment.refund.map { (row: row, refund: $0) } }
        let firstID = numbers.refunds + 1
        let shops = shops
        try await copy(refunds.enumerated(), to: "refunds", columns) { writer, item in
            let (place, (row, refund)) = item
            try await writer.write(
                row: firstID + Int64(place), row.id, Date(seconds: row.payment.createdAt), refund.split.amount,
                shops[row.booking.shop].city.currency, refund.split.platformFee, refund.split.barberShare,
                refund.reason, refund.requestedBy, Date(seconds: refund.createdAt))
        }
        numbers.refunds += Int64(refunds.count)
    }

    private mutating func loadPayouts(_ ledger: PayoutLedger) async throws {
        let barbers = shops.enumerated().flatMap { place, shop in shop.barbers.map { (barber: $0.id, shop: place) } }
        let payouts = ledger.payouts(of: barbers)
        let columns = [
            "id", "location_id", "barber_id", "amount_minor", "currency", "status", "created_at", "settled_at",
        ]
        let firstID = numbers.payouts + 1
        let shops = shops
        try await copy(payouts.enumerated(), to: "payouts", columns) { writer, item in
            let (place, payout) = item
            let shop = shops[payout.shop]
            try await writer.write(
                row: firstID + Int64(place), shop.id, payout.barberID, payout.amount, shop.city.currency,
                payout.status, Date(seconds: payout.createdAt), payout.settledAt.map(Date.init(seconds:)))
        }
        numbers.payouts += Int64(payouts.count)
    }
}
