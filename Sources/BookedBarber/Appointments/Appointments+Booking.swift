public import Foundation
import Postgres
import PostgresDatabase
import QueryCaching

extension Appointments {
    /// Books an appointment: pending for a client, confirmed when staff book for somebody.
    ///
    /// The terms are read and checked, then the appointment is written in one statement that holds only if the
    /// barber's schedule and the service are still at the versions that were checked. Whether the time is free is
    /// decided by the database's exclusion constraint alone: of any number of simultaneous bookings of overlapping
    /// time exactly one succeeds.
    /// - Parameter transaction: what the booking stands or falls with. After an error it is to be rolled back.
    /// - Throws: ``DomainError`` with `slotTaken`, `notFound`, `notOffered`, `inThePast`, `tooFarAhead`, `notAligned`,
    ///   `outsideWorkingHours`, `timeOff`, `notAllowed`, `busy`.
    public func book(
        _ request: BookingRequest, by caller: Caller, at now: Date, in transaction: ChangingTransaction
    ) async throws -> Appointment {
        let status = try await authorize(request, by: caller, in: transaction)
        for _ in 0..<3 {
            let offer = try await availability.offer(
                request.barberID, request.serviceID, during: Self.surroundings(of: request.startsAt), in: transaction)
            try BookingRules.check(request.startsAt, against: offer, at: now)
            if let appointment = try await insert(request, status, offer, by: caller, at: now, in: transaction) {
                transaction.invalidate(CacheTag.appointment(appointment))
                return appointment
            }
        }
        throw Self.scheduleChanges
    }

    /// ``book(_:by:at:in:)`` in a transaction of its own.
    public func book(_ request: BookingRequest, by caller: Caller, at now: Date) async throws -> Appointment {
        try await cached.changing { transaction in
            try await book(request, by: caller, at: now, in: transaction)
        }
    }

    private func authorize(
        _ request: BookingRequest, by caller: Caller, in executor: some QueryExecutor
    ) async throws -> AppointmentStatus {
        guard let client = request.clientID, client != caller.id else { return .pending }
        let access = try await executor.query(Barbers.accessQuery(of: caller, to: request.barberID))
            .decode(BarberAccess.self).first
        guard let access else { throw DomainError.notFound("barber") }
        guard access.capacity.manages || caller.id == request.barberID else {
            throw DomainError(.notAllowed, "Only the shop's staff may book for somebody else.", field: "clientId")
        }
        return .confirmed
    }

    /// - Returns: `nil` when the offer has changed since it was read.
    func insert(
        _ request: BookingRequest, _ status: AppointmentStatus, _ offer: BarberOffer, by caller: Caller, at now: Date,
        in executor: some QueryExecutor
    ) async throws -> Appointment? {
        let endsAt = request.startsAt.addingTimeInterval(TimeInterval(offer.durationMinutes * 60))
        do {
            return try await executor.query(
                "book appointment",
                """
                INSERT INTO appointments AS a (
                    id, starts_at, ends_at, location_id, barber_id, client_id, service_id, status, buffer_minutes,
                    price_minor, currency, notes, created_at, updated_at
                )
                SELECT
                    numbered_in_month(nextval('appointments_id_seq'), \(request.startsAt)),
                    \(request.startsAt), \(endsAt), b.location_id, b.id, \(request.clientID ?? caller.id), s.id,
                    \(status)::appointment_status, s.buffer_minutes, s.price_minor, s.currency, \(request.notes),
                    \(now), \(now)
                FROM barbers b
                JOIN barber_services bs ON bs.barber_id = b.id
                JOIN services s ON s.id = bs.service_id
                WHERE b.id = \(request.barberID)
                  AND b.is_active
                  AND b.schedule_version = \(offer.scheduleVersion)
                  AND s.id = \(request.serviceID)
                  AND s.is_active
                  AND s.version = \(offer.serviceVersion)
                RETURNING \(query: Appointment.columns)
                """
            ).decode(Appointment.self).first
        } catch {
            throw Self.refusal(of: error)
        }
    }

    /// What the server's refusal of a booking means; other errors stay what they are.
    static func refusal(of error: PostgresError) -> any Error {
        if error.sqlState == .exclusionViolation { return slotTaken }
        if error.violates("appointments_client_id_fkey") {
            return DomainError(.notFound, "There is no such client.", field: "clientId")
        }
        return error
    }

    static var scheduleChanges: DomainError {
        DomainError(.busy, "The barber's schedule is being changed; try again in a moment.")
    }

    private static var slotTaken: DomainError {
        DomainError(.slotTaken, "Somebody else has booked some of that time.", field: "startsAt")
    }

    /// Long enough to hold all of a service and the local days it touches.
    static func surroundings(of start: Date) -> Range<Date> {
        start.addingTimeInterval(-86400)..<start.addingTimeInterval(2 * 86400)
    }
}
