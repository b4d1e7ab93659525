public import Postgres

/// An appointment with the names that a person wants to read beside it.
public struct AppointmentDetails: Hashable, Sendable, Codable {
    public let appointment: Appointment
    public let locationName: String
    public let timeZoneName: String
    public let barberName: String
    public let clientName: String
    public let serviceName: String

    static var columns: Query {
        """
        \(query: Appointment.columns), l.name AS location_name, l.time_zone, b.display_name AS barber_name, \
        c.full_name AS client_name, s.name AS service_name
        """
    }

    /// For an enclosing `FROM appointments a`.
    static var joins: Query {
        """
        JOIN locations l ON l.id = a.location_id
        JOIN barbers b ON b.id = a.barber_id
        JOIN users c ON c.id = a.client_id
        JOIN services s ON s.id = a.service_id
        """
    }
}

extension AppointmentDetails: RowDecodable {
    public init(row: Row) throws {
        appointment = try Appointment(row: row)
        locationName = try row.decode(named: "location_name")
        timeZoneName = try row.decode(named: "time_zone")
        barberName = try row.decode(named: "barber_name")
        clientName = try row.decode(named: "client_name")
        serviceName = try row.decode(named: "service_name")
    }
}
