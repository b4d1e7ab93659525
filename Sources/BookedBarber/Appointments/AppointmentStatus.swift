public import Postgres

/// Where an appointment stands.
public enum AppointmentStatus: String, PostgresEnum, Codable, CaseIterable {
    case pending, confirmed
    case inProgress = "in_progress"
    case completed, cancelled
    case noShow = "no_show"

    /// Whether it keeps others from booking its time.
    public var holdsTime: Bool {
        switch self {
        case .pending, .confirmed, .inProgress: true
        case .completed, .cancelled, .noShow: false
        }
    }
}
