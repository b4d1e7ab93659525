public import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

/// What a client has been worth to one shop.
public struct LifetimeValue: Hashable, Sendable, Codable {
    public let clientID: User.ID
    public let clientName: String
    /// Captured payments.
    public let payments: Int
    /// What was paid, less what was given back.
    public let value: Money
    public let firstPaymentAt: Date
    public let lastPaymentAt: Date
}

extension LifetimeValue: RowDecodable {
    public init(row: Row) throws {
        clientID = try row.decode(named: "client_id")
        clientName = try row.decode(named: "full_name")
        payments = try row.decode(named: "payments")
        value = try row.money("value_minor")
        firstPaymentAt = try row.decode(named: "first_at")
        lastPaymentAt = try row.decode(named: "last_at")
    }
}

extension Analytics {
    /// The clients who have been worth most to a shop, over all time.
    /// - Parameter limit: 1...100.
    /// - Throws: ``DomainError/Code/notFound``, ``DomainError/Code/invalid``.
    public func topClients(
        of location: Location.ID, limit: Int = 20, for caller: Caller
    ) async throws -> [LifetimeValue] {
        let limit = try Self.checked(limit)
        let clients = Figures(
            CachedKinds.topClients, "clients", of: location, nil, limit: limit, from: .payments(of: location))
        return try await read(clients, for: caller) { _ in
            try await database.read(
                "top clients",
                """
                SELECT t.*, u.full_name
                FROM (
                    SELECT \(query: Self.lifetimeColumns)
                    FROM payments p
                    WHERE p.location_id = \(location)
                      AND \(query: Revenue.wasCaptured)
                    GROUP BY p.client_id, p.currency
                    ORDER BY value_minor DESC, p.client_id
                    LIMIT \(limit)
                ) t
                JOIN users u ON u.id = t.client_id
                ORDER BY t.value_minor DESC, t.client_id
                """
            ).decode(LifetimeValue.self)
        }
    }

    /// What one client has been worth to a shop.
    /// - Returns: `nil` when they never paid there.
    /// - Throws: ``DomainError/Code/notFound`` for the shop.
    public func lifetimeValue(
        of client: User.ID, in location: Location.ID, for caller: Caller
    ) async throws -> LifetimeValue? {
        let value = Figures(
            CachedKinds.lifetimeValue, "client", of: location, nil, client: client, from: .payments(of: location))
        return try await read(value, for: caller) { _ in
            try await database.read(
                "lifetime value of client",
                """
                SELECT t.*, u.full_name
                FROM (
                    SELECT \(query: Self.lifetimeColumns)
                    FROM payments p
                    WHERE p.client_id = \(client)
                      AND p.location_id = \(location)
                      AND \(query: Revenue.wasCaptured)
                    GROUP BY p.client_id, p.currency
                ) t
                JOIN users u ON u.id = t.client_id
                """
            ).decode(LifetimeValue.self).first
        }
    }

    private static var lifetimeColumns: Query {
        """
        p.client_id, p.currency, count(*) AS payments, \
        sum(p.amount_minor - p.refunded_minor)::bigint AS value_minor, \
        min(p.created_at) AS first_at, max(p.created_at) AS last_at
        """
    }
}
