import Testing

@testable import BookedBarber

@Suite("Demo people")
struct SeedPeopleTests {
    let data: DemoData
    let users: [SeedUsers.User]

    init() throws {
        data = try DemoData.fourShops.get()
        let all = SeedUsers(seed: 1, before: 0, shops: data.shops, history: data.history)
        users = data.shops.indices.flatMap { Array(all.all(ofShop: $0)) }
        #expect(users.count == all.count)
    }

    @Test("have numbers without gaps and addresses without doubles")
    func numbers() {
        #expect(users.map(\.id).sorted() == Array(1...Int64(users.count)))
        #expect(Set(users.map(\.email)).count == users.count)
    }

    @Test("have names, addresses and phone numbers that the domain accepts")
    func accepted() throws {
        for user in users {
            let new = try NewUser(email: user.email, fullName: user.fullName, phone: user.phone, role: user.role)
            #expect(new.email.description == user.email)
            #expect(new.fullName == user.fullName)
        }
    }

    @Test("include one demo owner, barber and client")
    func demo() {
        #expect(users.first { $0.email == DemoAccounts.owner }?.role == .owner)
        #expect(users.first { $0.email == DemoAccounts.barber }?.role == .barber)
        #expect(users.first { $0.email == DemoAccounts.client }?.role == .client)
    }

    @Test("share a password hash that the password checker accepts")
    func password() async throws {
        let hash = try DemoAccounts.hash(of: DemoAccounts.password, seed: 1)

        #expect(try await PasswordHasher().verify(DemoAccounts.password, against: hash))
        #expect(try hash == DemoAccounts.hash(of: DemoAccounts.password, seed: 1))
        #expect(hash.parameters == .recommended)
        #expect(Accounts.passwordLength.contains(DemoAccounts.password.count))
    }
}

@Suite("Demo shops")
struct SeedShopTests {
    let data: DemoData

    init() throws {
        data = try DemoData.fourShops.get()
    }

    @Test("have names, prices and services that the domain accepts")
    func accepted() throws {
        for shop in data.shops {
            _ = try NewLocation(
                name: shop.name, address: shop.address, timeZoneName: shop.city.timeZone, currency: shop.city.currency,
                platformFeeBasisPoints: shop.feeBasisPoints, slotMinutes: shop.slotMinutes)
            #expect(Set(shop.services.map { $0.item.name.lowercased() }).count == shop.services.count)
            #expect(shop.services.count >= 4)
            #expect(shop.services.allSatisfy { $0.price > 0 && $0.earlierPrice <= $0.price })
            #expect(shop.openedAt < shop.clock.start(of: shop.timeline.first))
        }
        #expect(Set(data.shops.map(\.city.timeZone)).count == data.shops.count)
        #expect(Set(data.shops.map(\.id)).count == data.shops.count)
        #expect(Set(data.shops.flatMap(\.services).map(\.id)).count == data.shops.flatMap(\.services).count)
    }

    @Test("have barbers who work three to six days a week and are away now and then")
    func barbers() {
        for barber in data.shops.flatMap(\.barbers) {
            #expect((3...6).contains((1...7).count { !barber.week.hours(on: $0).isEmpty }))
            #expect(!barber.timeOff.isEmpty)
            #expect(barber.services.count >= 4)
            let days = barber.timeOff.map(\.days)
            #expect(zip(days, days.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        }
    }
}
