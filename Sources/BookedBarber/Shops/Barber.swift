public import Postgres

/// A user who cuts hair in a shop.
public struct Barber: Hashable, Sendable, Codable {
    public typealias ID = User.ID

    /// The user's own number.
    public let id: ID
    public let locationID: Location.ID
    public let displayName: String
    public let bio: String
    /// Whether bookings are taken.
    public let isActive: Bool
    /// Counts changes of weekly hours and time off, from 1.
    public let scheduleVersion: Int
    /// What the barber offers, in ascending order.
    public let serviceIDs: [ShopService.ID]

    static var columns: Query {
        """
        b.id, b.location_id, b.display_name, b.bio, b.is_active, b.schedule_version, \
        ARRAY(
            SELECT bs.service_id
            FROM barber_services bs
            WHERE bs.barber_id = b.id
            ORDER BY bs.service_id
        ) AS service_ids
        """
    }
}

extension Barber: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        locationID = try row.decode(named: "location_id")
        displayName = try row.decode(named: "display_name")
        bio = try row.decode(named: "bio")
        isActive = try row.decode(named: "is_active")
        scheduleVersion = try row.decode(named: "schedule_version")
        serviceIDs = try row.decode([Int64].self, named: "service_ids").map(ShopService.ID.init(rawValue:))
    }
}
