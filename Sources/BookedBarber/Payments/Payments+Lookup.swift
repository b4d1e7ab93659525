import Foundation
import Postgres

/// What a payment can be found by, each unique over all months.
enum PaymentReference {
    case intent(String)
    case appointment(Appointment.ID)
}

extension Payments {
    /// Two statements: the first finds the payment's partition, so that the second plans for and locks that one only.
    /// (As one join it costs several times as much with 28 months, and more with every month.)
    /// - Parameter locking: keeps others from changing it until the transaction ends.
    func find(
        _ reference: PaymentReference, locking: Bool = false, in executor: some QueryExecutor
    ) async throws -> Payment? {
        let condition: Query =
            switch reference {
            case .intent(let id): "i.id = \(id)"
            case .appointment(let id): "i.appointment_id = \(id)"
            }
        let key = try await executor.query(
            "get payment intent",
            """
            SELECT i.payment_id, i.payment_created_at
            FROM payment_intents i
            WHERE \(query: condition)
            """
        ).first?.decode(Payment.ID.self, Date.self)
        guard let (id, createdAt) = key else { return nil }
        let lock: Query = locking ? "FOR NO KEY UPDATE OF p" : ""
        return try await executor.query(
            locking ? "lock payment" : "get payment",
            """
            SELECT \(query: Payment.columns)
            FROM payments p
            JOIN payment_intents i ON i.payment_id = p.id
            WHERE p.id = \(id)
              AND p.created_at = \(createdAt)
            \(query: lock)
            """
        ).decode(Payment.self).first
    }
}
