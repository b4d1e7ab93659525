import Foundation
public import QueryCaching

extension CacheTag {
    /// A user's row and sessions.
    public static func user(_ id: User.ID) -> CacheTag { CacheTag("user", id) }

    /// Which shops there are, and what they are like.
    public static let shops = CacheTag("shops")

    public static func shop(_ id: Location.ID) -> CacheTag { CacheTag("shop", id) }

    /// What a shop offers.
    public static func services(of shop: Location.ID) -> CacheTag { CacheTag("services", shop) }

    /// Who works in a shop.
    public static func barbers(of shop: Location.ID) -> CacheTag { CacheTag("barbers", shop) }

    /// A barber's own row, services, hours and time off.
    public static func barber(_ id: Barber.ID) -> CacheTag { CacheTag("barber", id) }

    /// A client's appointments.
    public static func appointments(ofClient id: User.ID) -> CacheTag { CacheTag("client_appointments", id) }

    public static func appointments(ofBarber id: Barber.ID) -> CacheTag { CacheTag("barber_appointments", id) }

    public static func appointments(ofShop id: Location.ID) -> CacheTag { CacheTag("shop_appointments", id) }

    /// Everything that changes with an appointment.
    public static func appointment(_ appointment: Appointment) -> [CacheTag] {
        [
            .appointments(ofClient: appointment.clientID), .appointments(ofBarber: appointment.barberID),
            .appointments(ofShop: appointment.locationID),
        ]
    }

    /// What was paid in a shop.
    public static func payments(of shop: Location.ID) -> CacheTag { CacheTag("payments", shop) }

    /// What anybody is called: a person, a shop, a service. Lists show the names of many, and names change rarely.
    public static let names = CacheTag("names")
}

extension ID: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .integer(rawValue) }
}
