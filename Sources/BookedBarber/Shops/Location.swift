import Foundation
public import Postgres

/// One shop.
public struct Location: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<Location>

    public let id: ID
    public let ownerID: User.ID
    public let name: String
    public let address: String
    /// IANA name; working hours and days of statistics are local to it.
    public let timeZoneName: String
    /// Currency of all the shop's prices.
    public let currency: Currency
    /// Hundredths of a percent of each payment that the platform keeps.
    public let platformFeeBasisPoints: Int
    /// Distance between two possible starts, in minutes; divides an hour.
    public let slotMinutes: Int
    public let version: Int

    static var columns: Query {
        """
        l.id, l.owner_id, l.name, l.address, l.time_zone, l.currency, l.platform_fee_basis_points, l.slot_minutes, \
        l.version
        """
    }
}

extension Location: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        ownerID = try row.decode(named: "owner_id")
        name = try row.decode(named: "name")
        address = try row.decode(named: "address")
        timeZoneName = try row.decode(named: "time_zone")
        currency = try row.decode(named: "currency")
        platformFeeBasisPoints = try row.decode(named: "platform_fee_basis_points")
        slotMinutes = try row.decode(named: "slot_minutes")
        version = try row.decode(named: "version")
    }
}
