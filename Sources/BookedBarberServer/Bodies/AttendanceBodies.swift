import BookedBarber

/// How appointments ended.
struct AttendanceBody: Codable, Sendable, SchemaAnnotated {
    let completed: Int
    let noShow: Int
    let cancelled: Int
    let open: Int
    let noShowRate: Double?

    init(_ attendance: Attendance) {
        completed = attendance.completed
        noShow = attendance.noShow
        cancelled = attendance.cancelled
        open = attendance.open
        noShowRate = attendance.noShowRate
    }

    enum CodingKeys: String, CodingKey {
        case completed, cancelled, open
        case noShow = "no_show"
        case noShowRate = "no_show_rate"
    }

    static var annotations: [String: Schema] {
        [
            "open": .integer.with { $0.summary = "Pending, confirmed or in progress." },
            "no_show_rate": .number.with {
                $0.summary = "No-shows among those who were expected, 0 to 1; absent when nobody was."
            },
        ]
    }
}

struct BarberAttendanceBody: Codable, Sendable {
    let barberID: Barber.ID
    let barberName: String
    let attendance: AttendanceBody

    init(_ barber: BarberAttendance) {
        barberID = barber.barberID
        barberName = barber.barberName
        attendance = AttendanceBody(barber.attendance)
    }

    enum CodingKeys: String, CodingKey {
        case attendance
        case barberID = "barber_id"
        case barberName = "barber_name"
    }
}

/// How the appointments of a shop ended, in all and by barber.
struct ShopAttendanceBody: Codable, Sendable {
    let total: AttendanceBody
    let barbers: [BarberAttendanceBody]

    init(_ shop: ShopAttendance) {
        total = AttendanceBody(shop.total)
        barbers = shop.barbers.map(BarberAttendanceBody.init)
    }
}
