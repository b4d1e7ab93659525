public import Foundation
public import Postgres

/// A client's time with a barber.
public struct Appointment: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<Appointment>

    public let id: ID
    public let locationID: Location.ID
    public let barberID: Barber.ID
    public let clientID: User.ID
    public let serviceID: ShopService.ID
    public let startsAt: Date
    public let endsAt: Date
    /// Kept free after `endsAt`.
    public let bufferMinutes: Int
    public let status: AppointmentStatus
    /// As it was when the appointment was booked.
    public let price: Money
    public let notes: String
    public let cancelledAt: Date?
    /// Counts changes, from 1.
    public let version: Int
    public let createdAt: Date
    public let updatedAt: Date

    static var columns: Query {
        """
        a.id, a.location_id, a.barber_id, a.client_id, a.service_id, a.starts_at, a.ends_at, a.buffer_minutes, \
        a.status, a.price_minor, a.currency, a.notes, a.cancelled_at, a.version, a.created_at, a.updated_at
        """
    }
}

extension Appointment: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        locationID = try row.decode(named: "location_id")
        barberID = try row.decode(named: "barber_id")
        clientID = try row.decode(named: "client_id")
        serviceID = try row.decode(named: "service_id")
        startsAt = try row.decode(named: "starts_at")
        endsAt = try row.decode(named: "ends_at")
        bufferMinutes = try row.decode(named: "buffer_minutes")
        status = try row.decode(named: "status")
        price = try row.money("price_minor")
        notes = try row.decode(named: "notes")
        cancelledAt = try row.decode(named: "cancelled_at")
        version = try row.decode(named: "version")
        createdAt = try row.decode(named: "created_at")
        updatedAt = try row.decode(named: "updated_at")
    }
}
