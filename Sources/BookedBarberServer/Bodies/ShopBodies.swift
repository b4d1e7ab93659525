import BookedBarber
import Postgres

/// A list that goes on under `next`.
struct PageBody<Item: Codable & Sendable>: Codable, Sendable, SchemaAnnotated {
    let items: [Item]
    /// Where the next page begins: the query parameter `after`. Absent on the last page.
    let next: String?

    static var annotations: [String: Schema] {
        ["next": .string.with { $0.summary = "Send it as `after` for the next page. Absent on the last page." }]
    }
}

/// All of a short list.
struct ListBody<Item: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
}

/// A shop, as anybody may see it.
struct ShopBody: Codable, Sendable, Hashable, VersionedBody {
    let id: Location.ID
    let name: String
    let address: String
    let timeZone: String
    let currency: Currency
    let slotMinutes: Int
    let version: Int

    init(_ shop: Location) {
        id = shop.id
        name = shop.name
        address = shop.address
        timeZone = shop.timeZoneName
        currency = shop.currency
        slotMinutes = shop.slotMinutes
        version = shop.version
    }

    enum CodingKeys: String, CodingKey {
        case id, name, address, currency, version
        case timeZone = "time_zone"
        case slotMinutes = "slot_minutes"
    }
}

/// What a shop offers.
struct ServiceBody: Codable, Sendable, Hashable {
    let id: ShopService.ID
    let shopID: Location.ID
    let name: String
    let description: String
    let durationMinutes: Int
    let price: MoneyBody

    init(_ service: ShopService) {
        id = service.id
        shopID = service.locationID
        name = service.name
        description = service.description
        durationMinutes = service.durationMinutes
        price = service.price.body
    }

    enum CodingKeys: String, CodingKey {
        case id, name, description, price
        case shopID = "shop_id"
        case durationMinutes = "duration_minutes"
    }
}

/// Somebody who cuts hair in a shop.
struct BarberBody: Codable, Sendable, Hashable {
    let id: Barber.ID
    let shopID: Location.ID
    let name: String
    let bio: String
    let services: [ShopService.ID]

    init(_ barber: Barber) {
        id = barber.id
        shopID = barber.locationID
        name = barber.displayName
        bio = barber.bio
        services = barber.serviceIDs
    }

    enum CodingKeys: String, CodingKey {
        case id, name, bio, services
        case shopID = "shop_id"
    }
}
