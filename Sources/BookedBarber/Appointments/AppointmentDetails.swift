public import Postgres

/// An appointment with the names that a person wants to read beside it.
public struct AppointmentDetails: Hashable, Sendable, Codable {
    public let appointment: Appointment
    public let locationName: String
    public let timeZoneName: String
    public let barberName: String
    public let clientName: String
    public let serviceName: String

    /// What a row begins with, in this order.
    static let columns: Query =
        """
        \(query: Appointment.columns), l.name AS location_name, l.time_zone, b.display_name AS barber_name, \
        c.full_name AS client_name, s.name AS service_name
        """
    static let columnCount = Appointment.columnCount + 5

    /// For an enclosing `FROM appointments a`.
    static let joins: Query =
        """
        JOIN locations l ON l.id = a.location_id
        JOIN barbers b ON b.id = a.barber_id
        JOIN users c ON c.id = a.client_id
        JOIN services s ON s.id = a.service_id
        """
}

extension AppointmentDetails: RowDecodable {
    public init(row: Row) throws {
        appointment = try Appointment(row: row)
        locationName = try row.decode(at: Appointment.columnCount)
        timeZoneName = try row.decode(at: Appointment.columnCount + 1)
        barberName = try row.decode(at: Appointment.columnCount + 2)
        clientName = try row.decode(at: Appointment.columnCount + 3)
        serviceName = try row.decode(at: Appointment.columnCount + 4)
    }
}
