public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The tables `barber_availability` and `barber_time_off`.
///
/// Every change counts the barber's `schedule_version` up, in the same transaction: a booking that was checked against
/// an older schedule is not written.
public struct Schedules: Sendable {
    /// Time off of one barber that has not ended.
    public static let timeOffLimit = 200

    let database: Database
    let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// A barber's schedule: what anybody may see of it decides the caller (reasons of time off are for the staff).
    /// - Returns: `nil` when there is no such barber.
    public func find(_ barber: Barber.ID, at now: Date) async throws -> Schedule? {
        try await cached.value(CachedKinds.schedule, CacheKey("schedule", barber), tags: [.barber(barber), .shops]) {
            try await stored(barber, at: now)
        }?.after(now)
    }

    private func stored(_ barber: Barber.ID, at now: Date) async throws -> Schedule? {
        let rows = try await database.read(
            "get schedule of barber",
            """
            SELECT
                b.location_id, l.time_zone, b.schedule_version,
                h.weekdays, h.opens, h.closes,
                o.ids, o.starts, o.ends, o.reasons
            FROM barbers b
            JOIN locations l ON l.id = b.location_id
            CROSS JOIN LATERAL (
                SELECT
                    COALESCE(array_agg(a.weekday ORDER BY a.weekday, a.starts_at), '{}') AS weekdays,
                    COALESCE(array_agg(a.starts_at ORDER BY a.weekday, a.starts_at), '{}') AS opens,
                    COALESCE(array_agg(a.ends_at ORDER BY a.weekday, a.starts_at), '{}') AS closes
                FROM barber_availability a
                WHERE a.barber_id = b.id
            ) h
            CROSS JOIN LATERAL (
                SELECT
                    COALESCE(array_agg(t.id ORDER BY t.starts_at, t.id), '{}') AS ids,
                    COALESCE(array_agg(t.starts_at ORDER BY t.starts_at, t.id), '{}') AS starts,
                    COALESCE(array_agg(t.ends_at ORDER BY t.starts_at, t.id), '{}') AS ends,
                    COALESCE(array_agg(t.reason ORDER BY t.starts_at, t.id), '{}') AS reasons
                FROM barber_time_off t
                WHERE t.barber_id = b.id
                  AND tstzrange(t.starts_at, t.ends_at) && tstzrange(\(now), NULL)
            ) o
            WHERE b.id = \(barber)
            """)
        return try rows.first.map { row in try Schedule(barber: barber, row: row) }
    }

    /// Replaces a barber's weekly hours as a whole, if the schedule is still at `version`.
    ///
    /// Appointments that were booked in hours which are no longer worked stay.
    /// - Throws: ``DomainError/Code/notFound`` also when the caller has nothing to do with the barber's shop,
    ///   ``DomainError/Code/notAllowed``, ``DomainError/Code/versionConflict``, ``DomainError/Code/invalid``.
    public func replaceHours(
        of barber: Barber.ID, with hours: [WeeklyHours], by caller: Caller, expecting version: Int, at now: Date
    ) async throws -> Schedule {
        let hours = try WeeklyHours.checked(hours)
        try await change(barber, by: caller, expecting: version, at: now) { transaction in
            _ = try await transaction.query(
                "clear weekly hours",
                """
                DELETE FROM barber_availability
                WHERE barber_id = \(barber)
                """)
            _ = try await transaction.query(
                "insert weekly hours",
                """
                INSERT INTO barber_availability (barber_id, weekday, starts_at, ends_at)
                SELECT \(barber), h.weekday, h.opens, h.closes
                FROM unnest(
                    \(hours.map { Int16($0.weekday) }), \(hours.map(\.opens)), \(hours.map(\.closes))
                ) AS h (weekday, opens, closes)
                """)
        }
        guard let schedule = try await find(barber, at: now) else { throw DomainError.notFound("barber") }
        return schedule
    }

    /// Adds time off. Appointments in it stay; ``Appointments/calendar(of:during:for:)`` shows them.
    /// - Throws: as ``replaceHours(of:with:by:expecting:at:)``.
    public func addTimeOff(
        of barber: Barber.ID, during: Range<Date>, reason: String = "", by caller: Caller, at now: Date
    ) async throws -> TimeOff {
        let reason = try reason.checked("reason", length: 0...500)
        guard !during.isEmpty, during.upperBound > now else {
            throw DomainError.invalid("endsAt", "Time off ends after it begins and not in the past.")
        }
        guard during.upperBound.timeIntervalSince(during.lowerBound) <= 366 * 86400 else {
            throw DomainError.invalid("endsAt", "Time off lasts at most 366 days.")
        }
        return try await change(barber, by: caller, expecting: nil, at: now) { transaction in
            let rows = try await transaction.query(
                "add time off",
                """
                INSERT INTO barber_time_off (barber_id, starts_at, ends_at, reason, created_at)
                SELECT \(barber), \(during.lowerBound), \(during.upperBound), \(reason), \(now)
                WHERE (
                    SELECT count(*)
                    FROM barber_time_off t
                    WHERE t.barber_id = \(barber)
                      AND tstzrange(t.starts_at, t.ends_at) && tstzrange(\(now), NULL)
                ) < \(Self.timeOffLimit)
                RETURNING id, starts_at, ends_at, reason
                """)
            guard let timeOff = try rows.decode(TimeOff.self).first else {
                throw DomainError.invalid(
                    "startsAt", "A barber has at most \(Self.timeOffLimit) entries of time off to come.")
            }
            return timeOff
        }
    }

    /// Removes time off.
    /// - Throws: ``DomainError/Code/notFound``, also for another barber's.
    public func removeTimeOff(_ id: TimeOff.ID, of barber: Barber.ID, by caller: Caller, at now: Date) async throws {
        try await change(barber, by: caller, expecting: nil, at: now) { transaction in
            let rows = try await transaction.query(
                "remove time off",
                """
                DELETE FROM barber_time_off
                WHERE id = \(id)
                  AND barber_id = \(barber)
                """)
            guard rows.affectedRows == 1 else { throw DomainError.notFound("time off") }
        }
    }
}
