public import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

extension Appointments {
    /// Confirms, starts, completes, cancels or marks as no-show.
    /// - Parameters:
    ///   - action: any but ``AppointmentAction/reschedule``.
    ///   - version: the version that the caller has seen.
    /// - Throws: ``DomainError`` with `notFound` (also when the caller has nothing to do with it), `notAllowed`,
    ///   `wrongStatus`, `versionConflict`.
    public func change(
        _ id: Appointment.ID, _ action: AppointmentAction, by caller: Caller, expecting version: Int, at now: Date
    ) async throws -> Appointment {
        precondition(action != .reschedule, "a new time is needed: use reschedule")
        let current = try await standing(id, for: caller, expecting: version)
        let status = try current.appointment.status.after(
            action, by: current.relation, startsAt: current.appointment.startsAt, now: now)
        let isCancelled = status == .cancelled
        let changed = try await write(
            "change status of appointment",
            """
            UPDATE appointments a
            SET status = \(status),
                cancelled_at = \(isCancelled ? now : nil),
                cancelled_by = \(isCancelled ? caller.id : nil),
                version = a.version + 1,
                updated_at = \(now)
            WHERE a.id = \(id)
              AND a.starts_at = \(current.appointment.startsAt)
              AND a.version = \(version)
            RETURNING \(query: Appointment.columns)
            """)
        return try await found(changed, id, caller, expecting: version)
    }

    /// Moves an appointment to another time with the same barber, at the price it was booked for.
    /// - Throws: as ``change(_:_:by:expecting:at:)`` and ``book(_:by:at:in:)``.
    public func reschedule(
        _ id: Appointment.ID, to start: Date, by caller: Caller, expecting version: Int, at now: Date
    ) async throws -> Appointment {
        let (appointment, relation) = try await standing(id, for: caller, expecting: version)
        let status = try appointment.status.after(
            .reschedule, by: relation, startsAt: appointment.startsAt, now: now)
        let offer = try await availability.offer(
            appointment.barberID, appointment.serviceID, during: Self.surroundings(of: start), in: database.reader)
        try BookingRules.check(start, against: offer, at: now)
        let end = start.addingTimeInterval(TimeInterval(offer.durationMinutes * 60))
        do {
            let changed = try await write(
                "reschedule appointment",
                """
                UPDATE appointments a
                SET starts_at = \(start),
                    ends_at = \(end),
                    buffer_minutes = \(offer.bufferMinutes),
                    status = \(status),
                    version = a.version + 1,
                    updated_at = \(now)
                FROM barbers b
                WHERE a.id = \(id)
                  AND a.starts_at = \(appointment.startsAt)
                  AND a.version = \(version)
                  AND b.id = a.barber_id
                  AND b.schedule_version = \(offer.scheduleVersion)
                RETURNING \(query: Appointment.columns)
                """)
            return try await found(changed, id, caller, expecting: version)
        } catch let error as PostgresError {
            throw Self.refusal(of: error)
        }
    }

    /// The appointment as it is, and what the caller is to it.
    private func standing(
        _ id: Appointment.ID, for caller: Caller, expecting version: Int
    ) async throws -> (appointment: Appointment, relation: Relation) {
        let row = try await Self.lookUp(id, in: database.reader) { numbered in
            .named(
                "get appointment and relation",
                """
                SELECT \(query: Appointment.columns), \(query: Relation.relation(of: caller)) AS relation
                FROM appointments a
                JOIN locations l ON l.id = a.location_id
                WHERE \(query: numbered)
                """)
        }
        guard
            let row,
            let relation = try row.decode(String?.self, named: "relation").flatMap(Relation.init(rawValue:))
        else { throw DomainError.notFound("appointment") }
        let appointment = try Appointment(row: row)
        guard appointment.version == version else {
            throw DomainError.versionConflict("appointment", current: appointment.version)
        }
        return (appointment, relation)
    }

    /// - Returns: the appointment as it is now; `nil` when it wasn't there any longer as it had been read.
    private func write(_ name: String, _ update: Query) async throws -> Appointment? {
        try await cached.changing { transaction in
            let rows = try await transaction.query(name, update)
            let appointment = try rows.decode(Appointment.self).first
            if let appointment { transaction.invalidate(CacheTag.appointment(appointment)) }
            return appointment
        }
    }

    private func found(
        _ changed: Appointment?, _ id: Appointment.ID, _ caller: Caller, expecting version: Int
    ) async throws -> Appointment {
        if let changed { return changed }
        guard let now = try await find(id, for: caller) else { throw DomainError.notFound("appointment") }
        guard now.appointment.version == version else {
            throw DomainError.versionConflict("appointment", current: now.appointment.version)
        }
        throw Self.scheduleChanges
    }
}
