public import Postgres

/// Something a shop offers: a haircut, a shave.
public struct ShopService: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<ShopService>

    public let id: ID
    public let locationID: Location.ID
    public let name: String
    public let description: String
    public let durationMinutes: Int
    /// Time kept free after the appointment.
    public let bufferMinutes: Int
    public let price: Money
    /// Whether it can be booked.
    public let isActive: Bool
    public let version: Int

    static var columns: Query {
        """
        s.id, s.location_id, s.name, s.description, s.duration_minutes, s.buffer_minutes, s.price_minor, s.currency, \
        s.is_active, s.version
        """
    }
}

extension ShopService: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        locationID = try row.decode(named: "location_id")
        name = try row.decode(named: "name")
        description = try row.decode(named: "description")
        durationMinutes = try row.decode(named: "duration_minutes")
        bufferMinutes = try row.decode(named: "buffer_minutes")
        price = try row.money("price_minor")
        isActive = try row.decode(named: "is_active")
        version = try row.decode(named: "version")
    }
}
