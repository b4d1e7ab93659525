public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The table `appointments`.
public struct Appointments: Sendable {
    let database: Database
    let availability: Availability
    let cached: CachedDatabase
    let barbers: Barbers

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        availability = Availability(database: database, cache: cache)
        cached = CachedDatabase(database: database, cache: cache)
        barbers = Barbers(database: database, cache: cache)
    }

    /// An appointment, if the caller is its client, its barber, or manages or owns its shop.
    /// - Returns: `nil` otherwise, whether it exists or not.
    public func find(_ id: Appointment.ID, for caller: Caller) async throws -> AppointmentDetails? {
        let row = try await Self.lookUp(id, in: database.reader) { numbered in
            .named(
                "get appointment by id",
                """
                SELECT \(query: AppointmentDetails.columns)
                FROM appointments a
                \(query: AppointmentDetails.joins)
                WHERE \(query: numbered)
                  AND \(query: Relation.exists(with: caller))
                """)
        }
        return try row.map(AppointmentDetails.init(row:))
    }

    /// A client's own appointments that begin at `now` or later and are not cancelled, the next one first.
    public func upcoming(
        of client: User.ID, at now: Date, after cursor: PageCursor? = nil, limit: Int = 20
    ) async throws -> Page<AppointmentDetails> {
        let now = now.roundedUpToMinute
        return try await list("upcoming", of: client, at: now, after: cursor, limit: limit) {
            try await storedUpcoming(of: client, at: now, after: cursor, limit: limit)
        }
    }

    /// A client's own appointments that began before `now`, the latest first.
    public func past(
        of client: User.ID, at now: Date, after cursor: PageCursor? = nil, limit: Int = 20
    ) async throws -> Page<AppointmentDetails> {
        let now = now.roundedUpToMinute
        return try await list("past", of: client, at: now, after: cursor, limit: limit) {
            try await storedPast(of: client, at: now, after: cursor, limit: limit)
        }
    }

    /// Appointments begin on whole minutes: within one, what is to come and what is past stays the same.
    private func list(
        _ which: String, of client: User.ID, at minute: Date, after cursor: PageCursor?, limit: Int,
        _ load: @escaping @Sendable () async throws -> Page<AppointmentDetails>
    ) async throws -> Page<AppointmentDetails> {
        let time = Int(minute.timeIntervalSince1970)
        return try await cached.value(
            CachedKinds.appointmentPage, CacheKey(which, client, more: [time, cursor.map { "\($0)" }, limit]),
            tags: [.appointments(ofClient: client), .user(client), .names], load: load)
    }

    private func storedUpcoming(
        of client: User.ID, at now: Date, after cursor: PageCursor?, limit: Int
    ) async throws -> Page<AppointmentDetails> {
        let first = max(now, cursor?.startsAt ?? now)
        let rows = try await database.read(
            "list upcoming appointments of client",
            """
            SELECT \(query: AppointmentDetails.columns)
            FROM appointments a
            \(query: AppointmentDetails.joins)
            WHERE a.client_id = \(client)
              AND a.starts_at >= \(first)
              AND (a.starts_at, a.id) > (\(cursor?.startsAt ?? first), \(cursor?.id ?? 0))
              AND a.status <> 'cancelled'
            ORDER BY a.starts_at, a.id
            LIMIT \(limit + 1)
            """)
        return try Page(rows.decode(AppointmentDetails.self), limit: limit)
    }

    private func storedPast(
        of client: User.ID, at now: Date, after cursor: PageCursor?, limit: Int
    ) async throws -> Page<AppointmentDetails> {
        let last = min(now, cursor?.startsAt ?? now)
        let rows = try await database.read(
            "list past appointments of client",
            """
            SELECT \(query: AppointmentDetails.columns)
            FROM appointments a
            \(query: AppointmentDetails.joins)
            WHERE a.client_id = \(client)
              AND a.starts_at < \(now)
              AND a.starts_at <= \(last)
              AND (a.starts_at, a.id) < (\(last), \(cursor?.id ?? Appointment.ID(rawValue: .max)))
            ORDER BY a.starts_at DESC, a.id DESC
            LIMIT \(limit + 1)
            """)
        return try Page(rows.decode(AppointmentDetails.self), limit: limit)
    }
}
