import QueryCaching

/// A value as an application caches it.
struct ClientProfile: Codable, Sendable {
    let id: Int
    let name: String
    let email: String
    let favouriteBarber: Int
    let isNotified: Bool

    init(_ id: Int) {
        self.id = id
        name = "Client \(id)"
        email = "client.number.\(id)@mail.example.com"
        favouriteBarber = id % 100
        isNotified = id % 2 == 0
    }

    static let resident = CacheKind<ClientProfile>("resident_profile", policy: CachePolicy(timeToLive: .seconds(3600)))
    static let shared = CacheKind<ClientProfile>("shared_profile", policy: CachePolicy(timeToLive: .seconds(3600)))
    static let sharedBytes = CacheKind<[UInt8]>(
        "shared_bytes", policy: CachePolicy(timeToLive: .seconds(3600)), codec: .bytes)
}
