public import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

extension Payments {
    /// Gives back some or all of what is left of a payment.
    ///
    /// Fee and share are given back in the proportion they were taken; refunds that add up to the amount give back
    /// exactly the fee and exactly the share.
    /// - Parameters:
    ///   - amountMinor: minor units, positive; `nil` for all that is left.
    ///   - transaction: what the refund stands or falls with.
    /// - Throws: ``DomainError`` with `notFound`, `notAllowed` for those who do not manage the shop,
    ///   `wrongPaymentStatus` when nothing was captured or nothing is left, `refundTooLarge`, `invalid`.
    public func refund(
        _ id: Payment.ID, amountMinor: Int64? = nil, reason: String = "", by caller: Caller, at now: Date,
        in transaction: ChangingTransaction
    ) async throws -> (payment: Payment, refund: Refund) {
        let reason = try reason.checked("reason", length: 0...500)
        let payment = try await lock(id, for: caller, in: transaction)
        let split = try Self.split(of: payment, refunding: amountMinor)
        let rows = try await transaction.query(
            "create refund",
            """
            INSERT INTO refunds AS r (
                payment_id, payment_created_at, amount_minor, currency, platform_fee_minor, barber_share_minor,
                reason, requested_by, created_at
            )
            VALUES (
                \(id), \(payment.createdAt), \(split.amount), \(payment.amount.currency), \(split.platformFee),
                \(split.barberShare), \(reason), \(caller.id), \(now)
            )
            RETURNING \(query: Refund.columns)
            """)
        let refund = try rows.one(Refund.self)
        let isFull = payment.refunded.minorUnits + split.amount == payment.amount.minorUnits
        let status: PaymentStatus = isFull ? .refunded : .partiallyRefunded
        transaction.invalidate(.payments(of: payment.locationID))
        let changed = try await transaction.query(
            "add refund to payment",
            """
            UPDATE payments p
            SET status = \(status),
                refunded_minor = p.refunded_minor + \(split.amount),
                refunded_fee_minor = p.refunded_fee_minor + \(split.platformFee),
                refunded_share_minor = p.refunded_share_minor + \(split.barberShare),
                version = p.version + 1,
                updated_at = \(now)
            FROM payment_intents i
            WHERE i.payment_id = p.id
              AND p.id = \(id)
              AND p.created_at = \(payment.createdAt)
            RETURNING \(query: Payment.columns)
            """)
        return (try changed.one(Payment.self), refund)
    }

    /// ``refund(_:amountMinor:reason:by:at:in:)`` in a transaction of its own.
    public func refund(
        _ id: Payment.ID, amountMinor: Int64? = nil, reason: String = "", by caller: Caller, at now: Date
    ) async throws -> (payment: Payment, refund: Refund) {
        try await cached.changing(retries: 3) { transaction in
            try await refund(id, amountMinor: amountMinor, reason: reason, by: caller, at: now, in: transaction)
        }
    }

    private func lock(_ id: Payment.ID, for caller: Caller, in executor: some QueryExecutor) async throws -> Payment {
        guard let month = id.instants else { throw DomainError.notFound("payment") }
        let rows = try await executor.query(
            "lock payment to refund",
            """
            SELECT \(query: Payment.columns), \(query: ShopAccess.manages(caller)) AS manages
            FROM payments p
            JOIN payment_intents i ON i.payment_id = p.id
            JOIN locations l ON l.id = p.location_id
            WHERE p.id = \(id)
              AND p.created_at >= \(month.lowerBound)
              AND p.created_at < \(month.upperBound)
              AND \(query: Self.isVisible(to: caller))
            FOR NO KEY UPDATE OF p
            """)
        guard let row = rows.first else { throw DomainError.notFound("payment") }
        guard try row.decode(Bool.self, named: "manages") else {
            throw DomainError(.notAllowed, "Only a manager or the owner of the shop may give money back.")
        }
        return try Payment(row: row)
    }

    /// The split of one more refund.
    static func split(of payment: Payment, refunding amountMinor: Int64?) throws(DomainError) -> FeeSplit {
        guard payment.status == .completed || payment.status == .partiallyRefunded else {
            throw DomainError(
                .wrongPaymentStatus,
                "A payment that is \(payment.status.rawValue.replacing("_", with: " ")) cannot be refunded.")
        }
        let left = payment.amount.minorUnits - payment.refunded.minorUnits
        let amount = amountMinor ?? left
        guard amount > 0 else { throw .invalid("amount", "A refund is at least one minor unit.") }
        let taken = FeeSplit(
            platformFee: payment.platformFee.minorUnits, barberShare: payment.barberShare.minorUnits)
        guard let split = taken.split(refund: amount, after: payment.refunded.minorUnits) else {
            let rest = Money(minorUnits: left, currency: payment.amount.currency)
            throw DomainError(.refundTooLarge, "At most \(rest) of this payment can be given back.", field: "amount")
        }
        return split
    }
}
