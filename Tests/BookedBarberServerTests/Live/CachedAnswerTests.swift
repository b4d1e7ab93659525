import BookedBarber
import Postgres
import Testing

@testable import BookedBarberServer
@testable import QueryCaching

@Suite struct CachedAnswerTests {
    /// Addresses of what may be cached, and who asks.
    private func cacheable(_ app: TestApplication) -> [(path: String, person: Person?)] {
        let berlin = app.world.berlin
        let (shop, barber) = ("/v1/shops/\(berlin.shop.id)", "/v1/barbers/\(berlin.barber.id)")
        let period = "from=2026-11-23&to=2026-11-24"
        let figures = [
            "revenue-by-day", "revenue-by-barber", "top-services", "attendance", "busiest-hours",
        ].map { ("\(shop)/analytics/\($0)?\(period)", berlin.manager as Person?) }
        return [
            ("/v1/shops", nil), ("\(shop)/services", nil), ("\(shop)/barbers", nil), (barber, nil),
            ("\(barber)/availability?date=2026-11-24&service=\(berlin.haircut.id)", nil),
            ("/v1/me/shops", berlin.owner), ("/v1/me/appointments", berlin.client),
            ("/v1/me/appointments?when=past", berlin.client), ("\(barber)/calendar?date=2026-11-24", berlin.barber),
            ("\(shop)/analytics/top-clients", berlin.owner),
            ("/v1/me/analytics/revenue-by-shop?\(period)", berlin.owner),
        ] + figures
    }

    @Test func `What hasn't changed is answered 304, without a statement`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            _ = try await app.booked()
            for (path, person) in cacheable(app) {
                let first = try await app.get(path, as: person)
                let tag = try #require(first["ETag"], "\(path)")
                let statements = app.database.statistics.pool.leases
                let lanes = app.database.statistics.lanes.requests

                let second = try await app.get(path, as: person)
                let third = try await app.get(path, as: person, headers: [("If-None-Match", tag)])

                #expect(first.status == 200 && second.status == 200 && third.status == 304, "\(path)")
                #expect(second.body == first.body && second["ETag"] == tag, "\(path)")
                #expect(third.body.isEmpty && third["ETag"] == tag && third["Content-Length"] == nil, "\(path)")
                let kept = person == nil ? "no-cache" : "private, no-cache"
                #expect(first["Cache-Control"] == kept && third["Cache-Control"] == kept, "\(path)")
                #expect(app.database.statistics.pool.leases == statements, "\(path)")
                #expect(app.database.statistics.lanes.requests == lanes, "\(path)")
            }
        }
    }

    @Test func `A booking changes the tags of what shows it`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            let shows = ["availability", "/v1/me/appointments", "calendar", "attendance", "busiest-hours"]
            let all = cacheable(app)
            var tags: [String: String] = [:]
            for (path, person) in all { tags[path] = try await app.get(path, as: person)["ETag"] }

            _ = try await app.booked()

            for (path, person) in all {
                let reply = try await app.get(path, as: person, headers: [("If-None-Match", tags[path] ?? "")])
                let isShown = shows.contains { path.contains($0) && !path.contains("past") }
                if isShown { #expect(reply.status == 200, "\(path)") }
                if path.contains("/services") || path == "/v1/shops" { #expect(reply.status == 304, "\(path)") }
            }
        }
    }

    @Test func `A tag of one person is none for another`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            let berlin = app.world.berlin
            let tag = try #require(try await app.get("/v1/me/appointments", as: berlin.client)["ETag"])

            let other = try await app.get(
                "/v1/me/appointments", as: berlin.otherClient, headers: [("If-None-Match", tag)])

            #expect(other.status == 200 && other["ETag"] != tag)
        }
    }

    @Test func `The shops of a manager follow at once, and their figures`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            let (berlin, newYork) = (app.world.berlin, app.world.newYork)
            let period = "from=2026-11-23&to=2026-11-24"
            func shops() async throws -> Int {
                let reply = try await app.get("/v1/me/analytics/revenue-by-shop?\(period)", as: berlin.manager)
                guard case .array(let items)? = reply.json["items"] else { return 0 }
                return items.count
            }
            #expect(try await shops() == 1)

            try await app.repositories.shops.addManager(berlin.manager.user.id, to: newYork.shop.id)

            #expect(try await shops() == 2)
        }
    }

    @Test(arguments: [CacheError.Code.loadTimedOut, .tooManyLoads])
    func `A database that hangs is 503 for what is cached, too`(code: CacheError.Code) {
        #expect(ProblemMapping.problem(for: CacheError(code, "")).kind.status.code == 503)
    }

    @Test func `Free slots change with the minute`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            let berlin = app.world.berlin
            let path = "/v1/barbers/\(berlin.barber.id)/availability?date=2026-11-24&service=\(berlin.haircut.id)"
            let before = try await app.get(path)
            app.time.advance(by: 26 * 3600)

            let after = try await app.get(path, headers: [("If-None-Match", before["ETag"] ?? "")])

            #expect(after.status == 200 && after.body != before.body)
        }
    }

    @Test func `Who no longer may see a shop's figures gets nothing from the cache`() async throws {
        try await TestApplication.run("cached", cached: true) { app in
            let berlin = app.world.berlin
            let path = "/v1/shops/\(berlin.shop.id)/analytics/attendance?from=2026-11-23&to=2026-11-24"
            let tag = try #require(try await app.get(path, as: berlin.manager)["ETag"])

            try await app.repositories.transaction { transaction in
                try await transaction.query(
                    "DELETE FROM location_managers WHERE user_id = \(berlin.manager.user.id)", deadline: nil,
                    fileID: #fileID, line: #line)
                transaction.invalidate(.shop(berlin.shop.id))
            }

            #expect(try await app.get(path, as: berlin.manager, headers: [("If-None-Match", tag)]).status == 404)
            #expect(try await app.get(path, as: berlin.client, headers: [("If-None-Match", tag)]).status == 404)
            #expect(try await app.get(path, as: berlin.owner).status == 200)
        }
    }

    @Test func `Without a cache there are no tags of what isn't versioned`() async throws {
        try await TestApplication.run("cached") { app in
            let reply = try await app.get("/v1/shops/\(app.world.berlin.shop.id)/services")

            #expect(reply.status == 200 && reply["ETag"] == nil)
        }
    }
}
