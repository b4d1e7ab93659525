public import Foundation
public import Postgres
public import PostgresDatabase

/// Where a payout stands.
public enum PayoutStatus: String, PostgresEnum, Codable, CaseIterable {
    case pending, paid, failed
}

/// Money owed to a barber, on its way.
public struct Payout: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<Payout>

    public let id: ID
    public let locationID: Location.ID
    public let barberID: Barber.ID
    public let amount: Money
    public let status: PayoutStatus
    public let createdAt: Date

    static var columns: Query {
        "o.id, o.location_id, o.barber_id, o.amount_minor, o.currency, o.status, o.created_at"
    }
}

extension Payout: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        locationID = try row.decode(named: "location_id")
        barberID = try row.decode(named: "barber_id")
        amount = try row.money("amount_minor")
        status = try row.decode(named: "status")
        createdAt = try row.decode(named: "created_at")
    }
}

/// The table `payouts`.
public struct Payouts: Sendable {
    private let database: Database

    public init(database: Database) {
        self.database = database
    }

    /// Makes a payout for each barber of a shop who is owed something: shares captured so far, less what was refunded
    /// of them, less earlier payouts that did not fail. Who was paid before a refund came is owed less next time.
    ///
    /// Simultaneous calls for one shop take turns; nothing is paid out twice.
    public func make(for location: Location.ID, at now: Date) async throws -> [Payout] {
        try await database.transaction { transaction in
            _ = try await transaction.query(
                "lock shop for payouts",
                """
                SELECT l.id
                FROM locations l
                WHERE l.id = \(location)
                FOR NO KEY UPDATE
                """)
            return try await transaction.query(
                "make payouts",
                """
                INSERT INTO payouts AS o (location_id, barber_id, amount_minor, currency, created_at)
                SELECT earned.location_id, earned.barber_id, earned.amount - COALESCE(paid.amount, 0), earned.currency, \(now)
                FROM (
                    SELECT
                        p.location_id, p.barber_id, p.currency,
                        sum(p.barber_share_minor - p.refunded_share_minor)::bigint AS amount
                    FROM payments p
                    WHERE p.location_id = \(location)
                      AND p.status IN ('completed', 'partially_refunded', 'refunded')
                    GROUP BY p.location_id, p.barber_id, p.currency
                ) earned
                LEFT JOIN (
                    SELECT x.barber_id, x.currency, sum(x.amount_minor)::bigint AS amount
                    FROM payouts x
                    WHERE x.location_id = \(location)
                      AND x.status <> 'failed'
                    GROUP BY x.barber_id, x.currency
                ) paid ON paid.barber_id = earned.barber_id AND paid.currency = earned.currency
                WHERE earned.amount > COALESCE(paid.amount, 0)
                ORDER BY earned.barber_id
                RETURNING \(query: Payout.columns)
                """
            ).decode(Payout.self)
        }
    }

    /// A barber's payouts, the latest first.
    public func list(of barber: Barber.ID, limit: Int = 50) async throws -> [Payout] {
        try await database.read(
            "list payouts of barber",
            """
            SELECT \(query: Payout.columns)
            FROM payouts o
            WHERE o.barber_id = \(barber)
            ORDER BY o.created_at DESC, o.id DESC
            LIMIT \(limit)
            """
        ).decode(Payout.self)
    }

    /// Notes whether a payout that was pending has arrived.
    /// - Throws: ``DomainError/Code/notFound`` when there is no pending payout with this number.
    public func settle(_ id: Payout.ID, arrived: Bool, at now: Date) async throws -> Payout {
        let status: PayoutStatus = arrived ? .paid : .failed
        let rows = try await database.write(
            "settle payout",
            """
            UPDATE payouts o
            SET status = \(status),
                settled_at = \(now)
            WHERE o.id = \(id)
              AND o.status = 'pending'
            RETURNING \(query: Payout.columns)
            """)
        guard let payout = try rows.decode(Payout.self).first else { throw DomainError.notFound("pending payout") }
        return payout
    }
}
