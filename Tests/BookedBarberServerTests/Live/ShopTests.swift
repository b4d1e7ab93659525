import BookedBarber
import Testing

@testable import BookedBarberServer

@Suite struct ShopTests {
    private func ids(_ reply: Received) -> [JSONValue] {
        guard case .array(let items)? = reply.json["items"] else { return [] }
        return items.compactMap { $0["id"] }
    }

    @Test func `Anybody may look at shops, services and barbers`() async throws {
        try await TestApplication.run("shops") { app in
            let berlin = app.world.berlin
            let path = "/v1/shops/\(berlin.shop.id)"

            let shop = try await app.get(path)
            #expect(shop.status == 200)
            #expect(shop.json["time_zone"] == "Europe/Berlin")
            #expect(shop.json["owner_id"] == nil)

            let services = try await app.get("\(path)/services")
            guard case .array(let offered)? = services.json["items"] else { return #expect(Bool(false)) }
            #expect(offered.compactMap { $0["name"]?.text } == ["Haircut", "Shave"])
            #expect(offered[0]["price"] == ["amount": 3500, "currency": "EUR"])

            let barbers = try await app.get("\(path)/barbers?service=\(berlin.shave.id)")
            #expect(ids(barbers) == [.integer(Int(berlin.barber.id)), .integer(Int(berlin.colleague.id))])
            #expect(try await app.get("/v1/barbers/\(berlin.barber.id)").json["name"] == "barber")
            #expect(ids(try await app.get("\(path)/barbers?service=999999")) == [])
        }
    }

    @Test func `Shops come page by page`() async throws {
        try await TestApplication.run("shops") { app in
            let (berlin, newYork) = (app.world.berlin.shop.id, app.world.newYork.shop.id)

            let first = try await app.get("/v1/shops?limit=1")
            #expect(ids(first) == [.integer(Int(berlin.rawValue))])
            let next = try #require(first.json["next"]?.text)
            let second = try await app.get("/v1/shops?limit=1&after=\(next)")

            #expect(ids(second) == [.integer(Int(newYork.rawValue))])
            #expect(second.json["next"] == nil)
        }
    }

    @Test(arguments: [
        "/v1/shops/999999", "/v1/shops/0", "/v1/shops/-1", "/v1/shops/x", "/v1/shops/01", "/v1/shops/999999/services",
        "/v1/shops/999999/barbers", "/v1/barbers/999999", "/v1/shops/99999999999999999999", "/v1/shops/%31%00",
    ])
    func `What isn't there is 404`(path: String) async throws {
        try await TestApplication.run("shops") { app in
            let reply = try await app.get(path)

            #expect(reply.status == 404)
            #expect(reply.problem == "not-found")
        }
    }

    @Test func `Free slots of a day are by the shop's clock`() async throws {
        try await TestApplication.run("shops") { app in
            let berlin = app.world.berlin
            let path = "/v1/barbers/\(berlin.barber.id)/availability"

            let free = try await app.get("\(path)?date=2026-11-24&service=\(berlin.haircut.id)")

            #expect(free.status == 200)
            #expect(free.json["time_zone"] == "Europe/Berlin")
            guard case .array(let slots)? = free.json["slots"] else { return #expect(Bool(false)) }
            #expect(slots.first == "2026-11-24T08:00:00Z")
            #expect(slots.last == "2026-11-24T15:30:00Z")
            #expect(slots.count == 31)

            let wrongShop = try await app.get("\(path)?date=2026-11-24&service=\(app.world.newYork.haircut.id)")
            #expect(wrongShop.status == 404)
            let both = try await app.get(path)
            #expect(both.status == 422)
        }
    }

    @Test func `Whoever owns or manages shops sees which`() async throws {
        try await TestApplication.run("shops") { app in
            let berlin = app.world.berlin
            for person in [berlin.owner, berlin.manager] {
                let shops = try await app.get("/v1/me/shops", as: person)
                #expect(ids(shops) == [.integer(Int(berlin.shop.id.rawValue))])
            }
            let none = try await app.get("/v1/me/shops", as: berlin.client)
            #expect(ids(none) == [])
        }
    }
}
