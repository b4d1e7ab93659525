import BookedBarber
import Postgres

/// What somebody wants to book.
struct BookingBody: Codable, Sendable, SchemaAnnotated {
    let barberID: Barber.ID
    let serviceID: ShopService.ID
    let startsAt: Timestamp
    /// Staff may book for somebody else.
    let clientID: User.ID?
    let notes: String?

    enum CodingKeys: String, CodingKey {
        case notes
        case barberID = "barber_id"
        case serviceID = "service_id"
        case startsAt = "starts_at"
        case clientID = "client_id"
    }

    static var annotations: [String: Schema] {
        [
            "client_id": .integer(1...Int.max, "For whom. Only the shop's staff may name somebody else."),
            "notes": .text(0...1_000),
        ]
    }
}

/// The new time of an appointment.
struct RescheduleBody: Codable, Sendable {
    let startsAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case startsAt = "starts_at"
    }
}

/// A client's time with a barber.
struct AppointmentBody: Codable, Sendable, Hashable, VersionedBody, LocatedBody {
    let id: Appointment.ID
    let shopID: Location.ID
    let barberID: Barber.ID
    let clientID: User.ID
    let serviceID: ShopService.ID
    let startsAt: Timestamp
    let endsAt: Timestamp
    let status: AppointmentStatus
    let price: MoneyBody
    let notes: String
    let cancelledAt: Timestamp?
    let version: Int
    let createdAt: Timestamp
    let updatedAt: Timestamp

    init(_ appointment: Appointment) {
        id = appointment.id
        shopID = appointment.locationID
        barberID = appointment.barberID
        clientID = appointment.clientID
        serviceID = appointment.serviceID
        startsAt = Timestamp(appointment.startsAt)
        endsAt = Timestamp(appointment.endsAt)
        status = appointment.status
        price = appointment.price.body
        notes = appointment.notes
        cancelledAt = appointment.cancelledAt.map(Timestamp.init)
        version = appointment.version
        createdAt = Timestamp(appointment.createdAt)
        updatedAt = Timestamp(appointment.updatedAt)
    }

    enum CodingKeys: String, CodingKey {
        case id, status, price, notes, version
        case shopID = "shop_id"
        case barberID = "barber_id"
        case clientID = "client_id"
        case serviceID = "service_id"
        case startsAt = "starts_at"
        case endsAt = "ends_at"
        case cancelledAt = "cancelled_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    var location: String { "/v1/appointments/\(id)" }
}

/// An appointment with the names that a person wants to read beside it.
struct AppointmentDetailsBody: Codable, Sendable, Hashable, VersionedBody {
    let appointment: AppointmentBody
    let shopName: String
    let timeZone: String
    let barberName: String
    let clientName: String
    let serviceName: String

    init(_ details: AppointmentDetails) {
        appointment = AppointmentBody(details.appointment)
        shopName = details.locationName
        timeZone = details.timeZoneName
        barberName = details.barberName
        clientName = details.clientName
        serviceName = details.serviceName
    }

    enum CodingKeys: String, CodingKey {
        case appointment
        case shopName = "shop_name"
        case timeZone = "time_zone"
        case barberName = "barber_name"
        case clientName = "client_name"
        case serviceName = "service_name"
    }

    var version: Int { appointment.version }
}

/// Some days of a barber.
struct CalendarBody: Codable, Sendable {
    let barberID: Barber.ID
    let timeZone: String
    let from: Timestamp
    let to: Timestamp
    let appointments: [AppointmentDetailsBody]

    init(_ calendar: BarberCalendar) {
        barberID = calendar.barberID
        timeZone = calendar.timeZoneName
        from = Timestamp(calendar.from)
        to = Timestamp(calendar.to)
        appointments = calendar.appointments.map(AppointmentDetailsBody.init)
    }

    enum CodingKeys: String, CodingKey {
        case from, to, appointments
        case barberID = "barber_id"
        case timeZone = "time_zone"
    }
}
