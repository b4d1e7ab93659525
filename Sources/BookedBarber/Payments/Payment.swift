public import Foundation
public import Postgres

/// Where a payment stands.
public enum PaymentStatus: String, PostgresEnum, Codable, CaseIterable {
    case pending, completed, failed, refunded
    case partiallyRefunded = "partially_refunded"
}

/// What a client pays for one appointment.
public struct Payment: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<Payment>

    public let id: ID
    /// Stripe's number of the intent ("pi_…").
    public let intentID: String
    public let appointmentID: Appointment.ID
    public let locationID: Location.ID
    public let barberID: Barber.ID
    public let clientID: User.ID
    public let status: PaymentStatus
    public let amount: Money
    /// What the platform keeps of `amount`; with `barberShare` exactly `amount`.
    public let platformFee: Money
    public let barberShare: Money
    /// Given back so far; exactly the sum of the two below.
    public let refunded: Money
    public let refundedFee: Money
    public let refundedShare: Money
    public let capturedAt: Date?
    /// Counts changes, from 1.
    public let version: Int
    public let createdAt: Date

    /// For an enclosing `FROM payments p JOIN payment_intents i`.
    static var columns: Query {
        """
        p.id, i.id AS intent_id, p.appointment_id, p.location_id, p.barber_id, p.client_id, p.status, \
        p.amount_minor, p.currency, p.platform_fee_minor, p.barber_share_minor, p.refunded_minor, \
        p.refunded_fee_minor, p.refunded_share_minor, p.captured_at, p.version, p.created_at
        """
    }
}

extension Payment: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        intentID = try row.decode(named: "intent_id")
        appointmentID = try row.decode(named: "appointment_id")
        locationID = try row.decode(named: "location_id")
        barberID = try row.decode(named: "barber_id")
        clientID = try row.decode(named: "client_id")
        status = try row.decode(named: "status")
        amount = try row.money("amount_minor")
        platformFee = try row.money("platform_fee_minor")
        barberShare = try row.money("barber_share_minor")
        refunded = try row.money("refunded_minor")
        refundedFee = try row.money("refunded_fee_minor")
        refundedShare = try row.money("refunded_share_minor")
        capturedAt = try row.decode(named: "captured_at")
        version = try row.decode(named: "version")
        createdAt = try row.decode(named: "created_at")
    }
}
