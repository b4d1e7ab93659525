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

    /// What a row begins with, in this order.
    static let columns: Query =
        """
        a.id, a.location_id, a.barber_id, a.client_id, a.service_id, a.starts_at, a.ends_at, a.buffer_minutes, \
        a.status, a.price_minor, a.currency, a.notes, a.cancelled_at, a.version, a.created_at, a.updated_at
        """
    /// How many they are.
    static let columnCount = 16
}

extension Appointment: RowDecodable {
    /// By position: a calendar has many of them, and to look for each name takes as long as to read the value.
    public init(row: Row) throws {
        id = try row.decode(at: 0)
        locationID = try row.decode(at: 1)
        barberID = try row.decode(at: 2)
        clientID = try row.decode(at: 3)
        serviceID = try row.decode(at: 4)
        startsAt = try row.decode(at: 5)
        endsAt = try row.decode(at: 6)
        bufferMinutes = try row.decode(at: 7)
        status = try row.decode(at: 8)
        price = Money(minorUnits: try row.decode(at: 9), currency: try row.decode(at: 10))
        notes = try row.decode(at: 11)
        cancelledAt = try row.decode(at: 12)
        version = try row.decode(at: 13)
        createdAt = try row.decode(at: 14)
        updatedAt = try row.decode(at: 15)
    }
}
