import BookedBarber
import Testing

@testable import BookedBarberServer

@Suite struct AnalyticsTests {
    @Test func `A completed and paid haircut is in all figures`() async throws {
        try await TestApplication.run("analytics") { app in
            let berlin = app.world.berlin
            let (appointment, payment) = try await app.pending()
            _ = try await app.stripe(app.succeeded(payment))
            for action in ["confirm", "start", "complete"] {
                _ = try await app.act(action, on: appointment, as: berlin.barber)
            }
            let period = "from=2026-11-23&to=2026-11-24"
            func figures(_ name: String, _ query: String = period) async throws -> JSONValue {
                let reply = try await app.get(
                    "/v1/shops/\(berlin.shop.id)/analytics/\(name)?\(query)", as: berlin.manager)
                #expect(reply.status == 200, "\(name): \(reply.json)")
                return reply.json
            }
            func first(_ json: JSONValue) -> JSONValue? {
                guard case .array(let items)? = json["items"] else { return nil }
                return items.first
            }

            let byDay = first(try await figures("revenue-by-day"))
            #expect(byDay?["day"] == "2026-11-23")
            #expect(byDay?["revenue"]?["gross"] == ["amount": 3500, "currency": "EUR"])
            #expect(byDay?["revenue"]?["platform_fee"] == ["amount": 350, "currency": "EUR"])
            #expect(first(try await figures("revenue-by-barber"))?["barber_name"] == "barber")
            #expect(first(try await figures("top-services"))?["service_name"] == "Haircut")
            #expect(first(try await figures("busiest-hours")) == ["weekday": 2, "hour": 10, "appointments": 1])
            #expect(try await figures("attendance")["total"]?["completed"] == 1)
            #expect(first(try await figures("top-clients", "limit=5"))?["client_id"] == .integer(Int(berlin.client.id)))
            #expect(try await figures("clients/\(berlin.client.id)")["payments"] == 1)
            let shops = try await app.get("/v1/me/analytics/revenue-by-shop?\(period)", as: berlin.owner)
            #expect(first(shops.json)?["shop_name"] == "Berlin")
            let others = try await app.get("/v1/me/analytics/revenue-by-shop?\(period)", as: berlin.client)
            #expect(others.json["items"] == [])
        }
    }

    @Test(arguments: ["from=2026-11-24&to=2026-11-23", "from=2020-01-01&to=2026-01-01"])
    func `A period that is none is refused`(query: String) async throws {
        try await TestApplication.run("analytics") { app in
            let berlin = app.world.berlin
            let reply = try await app.get(
                "/v1/shops/\(berlin.shop.id)/analytics/revenue-by-day?\(query)", as: berlin.owner)

            #expect(reply.status == 422)
            guard case .array(let errors)? = reply.json["errors"] else { return #expect(Bool(false)) }
            #expect(errors.first?["parameter"] == "to")
        }
    }
}
