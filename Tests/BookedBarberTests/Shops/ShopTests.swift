import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct ShopTests {
    @Test func shopsAreListedPageByPage() async throws {
        try await TestShop.with("shops") { shop in
            let shops = shop.repositories.shops
            let first = try await shops.list(limit: 1)
            let second = try await shops.list(after: first[0].id, limit: 1)

            #expect(first == [shop.location] && second == [shop.otherLocation])
            #expect(try await shops.list(after: second[0].id).isEmpty)
            #expect(try await shops.find(shop.location.id) == shop.location)
            #expect(try await shops.find(999_999) == nil)
        }
    }

    @Test func whatSomebodyIsInAShopFollowsFromItsRows() async throws {
        try await TestShop.with("shops") { shop in
            func access(_ user: User) async throws -> ShopAccess? {
                try await shop.repositories.shops.access(of: user.caller, to: shop.location.id)
            }

            for (user, expected) in [
                (shop.owner, ShopAccess.owner), (shop.manager, .manager), (shop.barber, .barber), (shop.admin, .admin),
                (shop.client, nil), (shop.otherOwner, nil), (shop.otherBarber, nil),
            ] {
                let access = try await access(user)
                #expect(access == expected, "\(user.fullName)")
            }
            let nowhere = try await shop.repositories.shops.access(of: shop.admin.caller, to: 999_999)
            #expect(nowhere == nil)
        }
    }

    @Test func managedShopsAreThoseOneOwnsOrManages() async throws {
        try await TestShop.with("shops") { shop in
            let shops = shop.repositories.shops

            for (user, expected) in [
                (shop.owner, [shop.location]), (shop.manager, [shop.location]), (shop.barber, []),
                (shop.admin, [shop.location, shop.otherLocation]),
            ] {
                let managed = try await shops.managed(by: user.caller)
                #expect(managed == expected, "\(user.fullName)")
            }
        }
    }

    @Test func servicesAreTheShopsOwnByName() async throws {
        try await TestShop.with("shops") { shop in
            let services = shop.repositories.services

            let listed = try await services.list(of: shop.location.id)
            let cut = try await services.find(shop.cut.id)

            #expect(listed == [shop.cut, shop.shave])
            #expect(cut == shop.cut)
            #expect(shop.cut.price == Money(minorUnits: 4000, currency: dollar))
            await refused(.invalid, field: "name") {
                try await services.create(
                    NewService(name: "CUT", durationMinutes: 5, priceMinor: 0), in: shop.location.id, at: now)
            }
            await refused(.notFound) {
                try await services.create(NewService(name: "X", durationMinutes: 5, priceMinor: 0), in: 999, at: now)
            }
        }
    }

    @Test func barbersAreListedWithWhatTheyOffer() async throws {
        try await TestShop.with("shops") { shop in
            let barbers = shop.repositories.barbers
            let all = try await barbers.list(of: shop.location.id)
            let shaving = try await barbers.list(of: shop.location.id, offering: shop.shave.id)

            #expect(all.map(\.displayName) == ["barber", "colleague"])
            #expect(all.map(\.serviceIDs) == [[shop.cut.id, shop.shave.id], [shop.cut.id]])
            #expect(shaving.map(\.id) == [shop.barber.id])
            #expect(try await barbers.find(shop.barber.id) == all[0])
            #expect(try await barbers.find(shop.client.id) == nil)
        }
    }

    @Test func aBarberOffersOnlyServicesOfTheirOwnShop() async throws {
        try await TestShop.with("shops") { shop in
            await refused(.invalid, field: "services") {
                try await shop.repositories.barbers.add(
                    shop.client.id, to: shop.otherLocation.id, displayName: "X", offering: [shop.cut.id], at: now)
            }
            await refused(.invalid, field: "user") {
                try await shop.repositories.barbers.add(
                    shop.barber.id, to: shop.otherLocation.id, displayName: "X", offering: [], at: now)
            }
            let added = try await shop.repositories.barbers.find(shop.client.id)
            #expect(added == nil)
        }
    }

    @Test(arguments: [
        ("", "Europe/Berlin", "EUR", 0, 15, "name"), ("X", "Mars/Olympus", "EUR", 0, 15, "timeZone"),
        ("X", "Europe/Berlin", "euro", 0, 15, "currency"),
        ("X", "Europe/Berlin", "EUR", 10_001, 15, "platformFeeBasisPoints"),
        ("X", "Europe/Berlin", "EUR", 0, 7, "slotMinutes"), ("X", "Europe/Berlin", "EUR", 0, 0, "slotMinutes"),
    ])
    func aShopThatCannotBeIsRefused(
        name: String, zone: String, currency: String, fee: Int, slot: Int, field: String
    ) async {
        await refused(.invalid, field: field) {
            try NewLocation(
                name: name, address: "", timeZoneName: zone, currency: currency, platformFeeBasisPoints: fee,
                slotMinutes: slot)
        }
    }

    @Test(arguments: [
        (4, 0, Int64(0), "durationMinutes"), (481, 0, 0, "durationMinutes"), (30, 121, 0, "bufferMinutes"),
        (30, -1, 0, "bufferMinutes"), (30, 0, -1, "price"),
    ])
    func aServiceThatCannotBeIsRefused(duration: Int, buffer: Int, price: Int64, field: String) async {
        await refused(.invalid, field: field) {
            try NewService(name: "X", durationMinutes: duration, bufferMinutes: buffer, priceMinor: price)
        }
    }
}
