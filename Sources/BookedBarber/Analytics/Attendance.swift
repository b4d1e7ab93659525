/// How appointments ended.
public struct Attendance: Hashable, Sendable, Codable {
    public let completed: Int
    public let noShow: Int
    public let cancelled: Int
    /// Pending, confirmed or in progress.
    public let open: Int

    /// No-shows among the appointments that somebody was expected for and that are over, 0...1; `nil` without any.
    public var noShowRate: Double? {
        completed + noShow == 0 ? nil : Double(noShow) / Double(completed + noShow)
    }

    static let none = Attendance(completed: 0, noShow: 0, cancelled: 0, open: 0)

    static func + (left: Attendance, right: Attendance) -> Attendance {
        Attendance(
            completed: left.completed + right.completed, noShow: left.noShow + right.noShow,
            cancelled: left.cancelled + right.cancelled, open: left.open + right.open)
    }
}

/// How the appointments of one barber ended.
public struct BarberAttendance: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let barberName: String
    public let attendance: Attendance
}

/// How the appointments of a shop ended, in all and by barber.
public struct ShopAttendance: Hashable, Sendable, Codable {
    public let total: Attendance
    public let barbers: [BarberAttendance]
}

/// How often a service was completed, and what that was worth at the prices it was booked for.
public struct ServicePopularity: Hashable, Sendable, Codable {
    public let serviceID: ShopService.ID
    public let serviceName: String
    public let appointments: Int
    public let value: Money
}

/// An hour of the week on the shop's clock.
public struct HourOfWeek: Hashable, Sendable, Codable {
    /// ISO: 1 Monday … 7 Sunday.
    public let weekday: Int
    /// 0...23.
    public let hour: Int
    public let appointments: Int
}
