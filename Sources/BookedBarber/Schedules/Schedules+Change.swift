import Foundation
import Postgres
import PostgresDatabase

extension Schedules {
    /// Locks the barber's row, checks who asks and the version, counts the version up and makes the change.
    func change<R: Sendable>(
        _ barber: Barber.ID, by caller: Caller, expecting version: Int?, at now: Date,
        _ body: @escaping @Sendable (ChangingTransaction) async throws -> R
    ) async throws -> R {
        try await cached.changing(retries: 3) { transaction in
            let found = try await transaction.query(
                "lock barber for a change of schedule",
                """
                SELECT b.location_id, b.schedule_version, \(query: ShopAccess.of(caller))
                FROM barbers b
                JOIN locations l ON l.id = b.location_id
                WHERE b.id = \(barber)
                FOR NO KEY UPDATE OF b
                """)
            guard let (shop, current, access) = try found.first?.decode(Location.ID.self, Int.self, ShopAccess?.self),
                let access
            else {
                throw DomainError.notFound("barber")
            }
            guard access.manages || caller.id == barber else {
                throw DomainError(
                    .notAllowed, "Only the barber, a manager or the owner of the shop may change this schedule.")
            }
            if let version, version != current { throw DomainError.versionConflict("schedule", current: current) }
            _ = try await transaction.query(
                "count schedule version",
                """
                UPDATE barbers
                SET schedule_version = schedule_version + 1,
                    updated_at = \(now)
                WHERE id = \(barber)
                """)
            transaction.invalidate(.barber(barber), .barbers(of: shop))
            return try await body(transaction)
        }
    }
}

extension Schedule {
    init(barber: Barber.ID, row: Row) throws {
        barberID = barber
        locationID = try row.decode(named: "location_id")
        timeZoneName = try row.decode(named: "time_zone")
        version = try row.decode(named: "schedule_version")
        hours = try WeeklyHours.decode(row)
        let ids = try row.decode([Int64].self, named: "ids")
        let starts = try row.decode([Date].self, named: "starts")
        let ends = try row.decode([Date].self, named: "ends")
        let reasons = try row.decode([String].self, named: "reasons")
        timeOff = ids.indices.map { index in
            TimeOff(
                id: TimeOff.ID(rawValue: ids[index]), startsAt: starts[index], endsAt: ends[index],
                reason: reasons[index])
        }
    }
}

extension WeeklyHours {
    /// From the columns "weekdays", "opens" and "closes": arrays of the same length.
    static func decode(_ row: Row) throws -> [WeeklyHours] {
        let weekdays = try row.decode([Int16].self, named: "weekdays")
        let opens = try row.decode([TimeOfDay].self, named: "opens")
        let closes = try row.decode([TimeOfDay].self, named: "closes")
        return weekdays.indices.map { WeeklyHours(unchecked: Int(weekdays[$0]), opens[$0], closes[$0]) }
    }
}
