public import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

extension Payments {
    /// Takes in a webhook event whose signature was verified: exactly once, however often and simultaneously it comes.
    ///
    /// The event's number and the change of the payment are committed together.
    public func apply(_ event: StripeEvent, at now: Date) async throws -> StripeEventOutcome {
        guard let intent = event.intentID else {
            let isNew = try await database.write(Self.noting(event, .ignored, at: now)).affectedRows == 1
            return isNew ? .ignored : .duplicate
        }
        return try await cached.changing(retries: 3) { transaction in
            guard let payment = try await find(.intent(intent), locking: true, in: transaction) else {
                return .unknownIntent
            }
            let effect = PaymentEffect(of: event, on: payment.status, amount: payment.amount)
            let noted = try await transaction.query(Self.noting(event, effect.outcome, at: now))
            guard noted.affectedRows == 1 else { return .duplicate }
            if let change = Self.change(payment, effect, at: now) {
                _ = try await transaction.query(change)
                transaction.invalidate(.payments(of: payment.locationID))
            }
            return effect.outcome
        }
    }

    /// Changes no row when the event is known.
    private static func noting(_ event: StripeEvent, _ outcome: StripeEventOutcome, at now: Date) -> Query {
        .named(
            "note stripe event",
            """
            INSERT INTO stripe_events (id, type, outcome, processed_at)
            VALUES (\(event.id), \(event.type), \(outcome.rawValue), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    private static func change(_ payment: Payment, _ effect: PaymentEffect, at now: Date) -> Query? {
        let status: PaymentStatus
        switch effect {
        case .complete: status = .completed
        case .fail: status = .failed
        case .none: return nil
        }
        return .named(
            "change status of payment",
            """
            UPDATE payments
            SET status = \(status),
                captured_at = \(status == .completed ? now : nil),
                version = version + 1,
                updated_at = \(now)
            WHERE id = \(payment.id)
              AND created_at = \(payment.createdAt)
            """)
    }
}
