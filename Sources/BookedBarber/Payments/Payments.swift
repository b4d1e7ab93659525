import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The tables `payments`, `payment_intents`, `refunds` and `stripe_events`.
public struct Payments: Sendable {
    let database: Database
    let cached: CachedDatabase

    /// - Parameter cache: is told what a payment changes; payments themselves are never cached.
    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// The payment of a Stripe intent. For the program's own use: it asks for no caller.
    public func find(intent id: String) async throws -> Payment? {
        try await find(.intent(id), in: database.reader)
    }

    /// A payment, if the caller is its client or barber, or manages or owns the shop.
    public func find(_ id: Payment.ID, for caller: Caller) async throws -> Payment? {
        guard let month = id.instants else { return nil }
        return try await database.read(
            "get payment by id",
            """
            SELECT \(query: Payment.columns)
            FROM payments p
            JOIN payment_intents i ON i.payment_id = p.id
            JOIN locations l ON l.id = p.location_id
            WHERE p.id = \(id)
              AND p.created_at >= \(month.lowerBound)
              AND p.created_at < \(month.upperBound)
              AND \(query: Self.isVisible(to: caller))
            """
        ).decode(Payment.self).first
    }

    /// The payment of an appointment, if there is one that the caller may see.
    public func find(appointment id: Appointment.ID, for caller: Caller) async throws -> Payment? {
        guard let payment = try await find(.appointment(id), in: database.reader) else { return nil }
        return try await find(payment.id, for: caller)
    }

    /// Refunds of a payment that the caller may see, in order.
    public func refunds(of id: Payment.ID, for caller: Caller) async throws -> [Refund] {
        guard let month = id.instants else { return [] }
        return try await database.read(
            "list refunds of payment",
            """
            SELECT \(query: Refund.columns)
            FROM payments p
            JOIN locations l ON l.id = p.location_id
            JOIN refunds r ON r.payment_id = p.id
            WHERE p.id = \(id)
              AND p.created_at >= \(month.lowerBound)
              AND p.created_at < \(month.upperBound)
              AND \(query: Self.isVisible(to: caller))
            ORDER BY r.id
            """
        ).decode(Refund.self)
    }

    /// SQL for whether the caller may see the payment `p` of the shop `l`.
    static func isVisible(to caller: Caller) -> Query {
        """
        (
            p.client_id = \(caller.id)
            OR p.barber_id = \(caller.id)
            OR \(query: ShopAccess.manages(caller))
        )
        """
    }
}
