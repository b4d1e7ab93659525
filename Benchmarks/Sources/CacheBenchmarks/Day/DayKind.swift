import Postgres
import QueryCaching

/// What a booking application reads again and again.
enum DayKind: Int, CaseIterable, Sendable, Codable {
    case profile, services, schedule, appointments

    /// How many owners there are: clients, shops, barbers, clients.
    var owners: Int {
        switch self {
        case .profile, .appointments: 2_000
        case .services: 20
        case .schedule: 100
        }
    }

    /// Rows that are read for one owner.
    var rows: Int {
        switch self {
        case .profile: 1
        case .services: 12
        case .schedule: 7
        case .appointments: 5
        }
    }

    /// Of 100 reads.
    var readShare: Int {
        switch self {
        case .profile: 30
        case .services: 20
        case .schedule, .appointments: 25
        }
    }

    /// Of 100 writes: above all bookings and cancellations.
    var writeShare: Int {
        switch self {
        case .profile: 12
        case .services: 2
        case .schedule: 6
        case .appointments: 80
        }
    }

    private var timeToLive: Duration {
        switch self {
        case .profile: .seconds(1800)
        case .services: .seconds(3600)
        case .schedule, .appointments: .seconds(300)
        }
    }

    func tag(_ owner: Int) -> CacheTag { CacheTag("\(self)", owner) }

    /// The default policy with its times shortened as the traffic is.
    func policy(speed: Double) -> CachePolicy {
        var policy = CachePolicy(timeToLive: timeToLive / speed)
        policy.staleWhileRevalidate = policy.staleWhileRevalidate / speed
        policy.staleIfError = policy.staleIfError / speed
        policy.negativeTimeToLive = policy.negativeTimeToLive / speed
        return policy
    }
}

/// What is read for one owner.
struct DayRecord: Codable, Sendable {
    /// Counts the writes.
    let version: Int64
    let lines: [String]
}
