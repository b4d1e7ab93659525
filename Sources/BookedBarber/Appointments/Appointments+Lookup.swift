import Postgres

extension Appointments {
    /// The row with a number: first in the month that the number names, then, for the few that were moved to another
    /// month, in all of them.
    /// - Parameter query: makes the statement from the condition on `appointments a`.
    static func lookUp(
        _ id: Appointment.ID, in executor: some QueryExecutor, _ query: (_ numbered: Query) -> Query
    ) async throws -> Row? {
        guard let month = id.instants else { return nil }
        let near: Query = "a.id = \(id) AND a.starts_at >= \(month.lowerBound) AND a.starts_at < \(month.upperBound)"
        if let row = try await executor.query(query(near)).first { return row }
        let far: Query = "a.id = \(id) AND (a.starts_at < \(month.lowerBound) OR a.starts_at >= \(month.upperBound))"
        return try await executor.query(query(far)).first
    }
}
