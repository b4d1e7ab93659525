/// The rows of `users`, shop by shop.
struct SeedUsers {
    let seed: UInt64
    /// The highest number of a user before the seeding.
    let before: Int64
    let shops: [SeedShop]
    let history: SeedHistory

    struct User: Hashable, Sendable {
        let id: Int64
        let email: String
        let fullName: String
        let phone: String?
        let role: Role
        /// Seconds since 1970.
        let createdAt: Int
    }

    var count: Int {
        shops.reduce(0) { $0 + 1 + ($1.managerID == nil ? 0 : 1) + $1.barbers.count + $1.clients.count }
    }

    /// A shop's staff, then its clients.
    func all(ofShop index: Int) -> some Sequence<User> {
        let shop = shops[index]
        var staff = [user(shop.ownerID, .owner, shop, shop.openedAt)]
        if let manager = shop.managerID { staff.append(user(manager, .manager, shop, shop.openedAt)) }
        staff += shop.barbers.map { user($0.id, .barber, shop, shop.openedAt) }
        let clients = history.clients(ofShop: index).lazy.enumerated().map { place, client in
            user(shop.clients[place], .client, shop, client.joinedAt)
        }
        return [AnySequence(staff), AnySequence(clients)].joined()
    }

    private func user(_ id: Int64, _ role: Role, _ shop: SeedShop, _ createdAt: Int) -> User {
        let person = Person(seed: seed, number: id, offset: before, speech: shop.city.speech)
        let demo = [DemoAccounts.owner, DemoAccounts.barber, DemoAccounts.client]
        let place = Int(id - before) - 1
        return User(
            id: id, email: demo.indices.contains(place) ? demo[place] : person.email, fullName: person.fullName,
            phone: person.phone(shop.city), role: role, createdAt: createdAt)
    }
}
