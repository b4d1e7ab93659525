import Foundation
import QueryCaching

extension CacheTag {
    /// A user's row and sessions.
    static func user(_ id: User.ID) -> CacheTag { CacheTag("user", id) }

    /// Which shops there are, and what they are like.
    static let shops = CacheTag("shops")

    static func shop(_ id: Location.ID) -> CacheTag { CacheTag("shop", id) }

    /// What a shop offers.
    static func services(of shop: Location.ID) -> CacheTag { CacheTag("services", shop) }

    /// Who works in a shop.
    static func barbers(of shop: Location.ID) -> CacheTag { CacheTag("barbers", shop) }

    /// A barber's own row, services, hours and time off.
    static func barber(_ id: Barber.ID) -> CacheTag { CacheTag("barber", id) }
}

extension ID: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .integer(rawValue) }
}
