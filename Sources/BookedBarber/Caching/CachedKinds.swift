import Foundation
import QueryCaching

/// The kinds of data that are cached, by the names of their settings.
public enum CachedKinds {
    /// In `caching.cache_ttl_settings`.
    public static let names = [
        "user_profile", "barber_schedule", "appointment_list", "revenue_data", "analytics_data", "service_list",
        "static_data",
    ]

    private static let day = Duration.seconds(86_400)

    static let profile = CacheKind<User?>("user_profile", policy: CachePolicy(timeToLive: .seconds(1800)))

    /// Whom a session token stands for never changes; that it still does is in ``SessionsOfUser``.
    static let sessionOwner = CacheKind<User.ID?>(
        "session_owner",
        policy: policy(timeToLive: day) { policy in
            // Whoever tries tokens out fills nothing.
            policy.negativeTimeToLive = .zero
            policy.isShared = false
        })

    static let sessions = CacheKind<SessionsOfUser?>(
        "user_sessions",
        // An account that is disabled, or a role that is changed, by hand is noticed at the latest by then.
        policy: policy(timeToLive: .seconds(30)) { policy in
            // That somebody has signed out is not for the database's absence to hide.
            policy.staleIfError = .zero
            policy.staleWhileRevalidate = .zero
            policy.degradedAge = .seconds(1)
            policy.isShared = false
        })

    static let shop = CacheKind<Location?>("static_data", policy: CachePolicy(timeToLive: day))
    static let shops = CacheKind<[Location]>(
        "static_data", policy: CachePolicy(timeToLive: day), size: { 100 + 400 * $0.count })
    static let services = CacheKind<[ShopService]>(
        "service_list", policy: CachePolicy(timeToLive: .seconds(3600)), size: { 100 + 400 * $0.count })
    static let barbers = CacheKind<[Barber]>(
        "service_list", policy: CachePolicy(timeToLive: .seconds(3600)), size: { 100 + 400 * $0.count })
    static let barber = CacheKind<Barber?>("service_list", policy: CachePolicy(timeToLive: .seconds(3600)))
    static let schedule = CacheKind<Schedule?>("barber_schedule", policy: CachePolicy(timeToLive: .seconds(300)))
    static let offer = CacheKind<BarberOffer>("barber_schedule", policy: CachePolicy(timeToLive: .seconds(300)))

    static let appointmentPage = CacheKind<Page<AppointmentDetails>>(
        "appointment_list", policy: CachePolicy(timeToLive: .seconds(300)), size: { 200 + 600 * $0.items.count })
    static let calendar = CacheKind<BarberCalendar>(
        "appointment_list", policy: CachePolicy(timeToLive: .seconds(300)), size: { 300 + 600 * $0.appointments.count })
    static let reservations = CacheKind<[Range<Date>]>(
        "appointment_list", policy: CachePolicy(timeToLive: .seconds(300)), size: { 100 + 16 * $0.count })

    /// What somebody may do in a shop. As with sessions, the database's absence mustn't hide that they no longer may.
    static let access = CacheKind<ShopAccess?>("shop_access", policy: rights, codec: nil)
    static let barberAccess = CacheKind<BarberAccess?>("shop_access", policy: rights, codec: nil)
    /// Whose shops may be seen.
    static let managedShops = CacheKind<[Location]>(
        "shop_access", policy: rights, codec: nil, size: { 100 + 400 * $0.count })

    private static let rights = policy(timeToLive: .seconds(30)) { policy in
        policy.staleIfError = .zero
        policy.staleWhileRevalidate = .zero
        policy.degradedAge = .seconds(1)
        policy.isShared = false
    }

    private static func policy(timeToLive: Duration, _ change: (inout CachePolicy) -> Void) -> CachePolicy {
        var policy = CachePolicy(timeToLive: timeToLive)
        change(&policy)
        return policy
    }
}

/// A user with the sessions that are open.
struct SessionsOfUser: Sendable, Codable {
    /// So many of the newest.
    static let limit = 100

    let user: User
    /// When each ends, by the digest of its token.
    let ends: [Data: Date]

    /// Nil when the session is over; it may be one that isn't among these when there are as many as are kept.
    func user(of digest: Data, at now: Date) -> User? {
        guard let end = ends[digest], end > now else { return nil }
        return user
    }
}
