public import Foundation
public import Postgres

/// A time in which a barber does not work, whatever the weekly hours say.
public struct TimeOff: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<TimeOff>

    public let id: ID
    public let startsAt: Date
    public let endsAt: Date
    public let reason: String
}

extension TimeOff: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        startsAt = try row.decode(named: "starts_at")
        endsAt = try row.decode(named: "ends_at")
        reason = try row.decode(named: "reason")
    }
}
