public import Foundation
public import Postgres
import PostgresDatabase

extension Payments {
    /// The payment of an appointment: made when it is asked for the first time, the same one afterwards.
    ///
    /// The price is split by the shop's fee as it is now. The client, the barber, managers and the owner may ask.
    /// - Parameter executor: a transaction if it has to stand or fall with something else.
    /// - Throws: ``DomainError`` with `notFound`, `wrongStatus` for an appointment that is cancelled or was missed,
    ///   `invalid` when there is nothing to pay.
    public func intent(
        for appointment: Appointment.ID, by caller: Caller, at now: Date, in executor: some QueryExecutor
    ) async throws -> Payment {
        let row = try await Appointments.lookUp(appointment, in: executor) { numbered in
            .named(
                "get appointment to pay for",
                """
                SELECT \(query: Appointment.columns), l.platform_fee_basis_points
                FROM appointments a
                JOIN locations l ON l.id = a.location_id
                WHERE \(query: numbered)
                  AND \(query: Relation.exists(with: caller))
                """)
        }
        guard let row else { throw DomainError.notFound("appointment") }
        let due = try Appointment(row: row)
        if let payment = try await find(.appointment(due.id), in: executor) { return payment }
        guard due.status != .cancelled, due.status != .noShow else {
            throw DomainError(.wrongStatus, "There is nothing to pay for an appointment that did not take place.")
        }
        guard due.price.minorUnits > 0 else {
            throw DomainError.invalid("appointmentId", "This appointment costs nothing.")
        }
        let fee = try row.decode(Int.self, named: "platform_fee_basis_points")
        let split = FeeSplit(amount: due.price.minorUnits, feeBasisPoints: fee)
        if let payment = try await insert(due, split, at: now, in: executor) { return payment }
        // Somebody else made it meanwhile.
        guard let payment = try await find(.appointment(due.id), in: executor) else {
            throw DomainError.notFound("payment")
        }
        return payment
    }

    /// - Returns: `nil` when the appointment has a payment already.
    private func insert(
        _ due: Appointment, _ split: FeeSplit, at now: Date, in executor: some QueryExecutor
    ) async throws -> Payment? {
        try await executor.query(
            "create payment intent",
            """
            WITH i AS (
                INSERT INTO payment_intents (id, payment_id, payment_created_at, appointment_id, created_at)
                VALUES (
                    \(Self.newIntentID()), numbered_in_month(nextval('payments_id_seq'), \(now)), \(now), \(due.id),
                    \(now)
                )
                ON CONFLICT (appointment_id) DO NOTHING
                RETURNING id, payment_id
            ),
            p AS (
                INSERT INTO payments (
                    id, created_at, appointment_id, location_id, barber_id, client_id, amount_minor, currency,
                    platform_fee_minor, barber_share_minor, updated_at
                )
                SELECT
                    i.payment_id, \(now), \(due.id), \(due.locationID), \(due.barberID), \(due.clientID),
                    \(due.price.minorUnits), \(due.price.currency), \(split.platformFee), \(split.barberShare), \(now)
                FROM i
                RETURNING *
            )
            SELECT \(query: Payment.columns)
            FROM p
            JOIN i ON i.payment_id = p.id
            """
        ).decode(Payment.self).first
    }

    /// In Stripe's form: "pi_" and 24 random letters and digits.
    private static func newIntentID() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        var generator = SystemRandomNumberGenerator()
        return "pi_" + String((0..<24).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
    }
}
