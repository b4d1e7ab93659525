import Foundation
import Postgres
import QueryCaching

/// Figures of one shop as a cache knows them.
struct Figures<Value: Sendable>: Sendable {
    let location: Location.ID
    let kind: CacheKind<Value>
    private let keyOfShop: @Sendable (ManagedShop) -> CacheKey
    let tags: [CacheTag]

    /// - Parameters:
    ///   - name: which figures; different for each use of a kind.
    ///   - period: nil for all time.
    ///   - source: what they are counted from.
    init(
        _ kind: CacheKind<Value>, _ name: String, of location: Location.ID, _ period: LocalPeriod?,
        limit: Int? = nil, client: User.ID? = nil, from source: CacheTag
    ) {
        (self.kind, self.location) = (kind, location)
        let days = period.map { "\($0.first) \($0.last)" }
        // What the shop was when it was read decides what is counted: it may change in between.
        keyOfShop = { shop in
            CacheKey(name, location, more: [days, limit, client, shop.timeZoneName, shop.currency.code])
        }
        tags = [source, .shop(location), .names]
    }

    func key(of shop: ManagedShop) -> CacheKey { keyOfShop(shop) }
}

extension Analytics {
    /// Reads figures for somebody who may see them.
    /// - Throws: ``DomainError/Code/notFound``.
    func read<Value>(
        _ figures: Figures<Value>, for caller: Caller,
        _ load: @escaping @Sendable (ManagedShop) async throws -> Value
    ) async throws -> Value {
        let shop = try await managed(figures.location, by: caller)
        return try await cached.value(figures.kind, figures.key(of: shop), tags: figures.tags) { try await load(shop) }
    }

    /// What of a shop its figures need; refuses everybody who does not manage it.
    func managed(_ location: Location.ID, by caller: Caller) async throws -> ManagedShop {
        if cached.cache != nil {
            guard let access = try await shops.access(of: caller, to: location), access.manages,
                let shop = try await shops.find(location)
            else { throw DomainError.notFound("shop") }
            return try ManagedShop(
                timeZone: .known(shop.timeZoneName), timeZoneName: shop.timeZoneName, currency: shop.currency)
        }
        let rows = try await database.read(
            "get managed shop",
            """
            SELECT l.time_zone, l.currency
            FROM locations l
            WHERE l.id = \(location)
              AND \(query: ShopAccess.manages(caller))
            """)
        guard let (name, currency) = try rows.first?.decode(String.self, Currency.self) else {
            throw DomainError.notFound("shop")
        }
        return try ManagedShop(timeZone: .known(name), timeZoneName: name, currency: currency)
    }
}

struct ManagedShop {
    let timeZone: TimeZone
    let timeZoneName: String
    let currency: Currency
}
