public import Foundation
public import Postgres

/// Money given back of one payment.
public struct Refund: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<Refund>

    public let id: ID
    public let paymentID: Payment.ID
    public let amount: Money
    /// What the platform gives back of its fee; with `barberShare` exactly `amount`.
    public let platformFee: Money
    public let barberShare: Money
    public let reason: String
    public let createdAt: Date

    static var columns: Query {
        """
        r.id, r.payment_id, r.amount_minor, r.currency, r.platform_fee_minor, r.barber_share_minor, r.reason, \
        r.created_at
        """
    }
}

extension Refund: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        paymentID = try row.decode(named: "payment_id")
        amount = try row.money("amount_minor")
        platformFee = try row.money("platform_fee_minor")
        barberShare = try row.money("barber_share_minor")
        reason = try row.decode(named: "reason")
        createdAt = try row.decode(named: "created_at")
    }
}
