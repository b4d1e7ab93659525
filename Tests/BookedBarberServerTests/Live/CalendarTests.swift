import Testing

@testable import BookedBarberServer

@Suite struct CalendarTests {
    private func starts(_ reply: Received, _ list: String) -> [String] {
        guard case .array(let items)? = reply.json[list] else { return [] }
        return items.compactMap { $0["appointment"]?["starts_at"]?.text }
    }

    @Test func `A barber sees a day and a week`() async throws {
        try await TestApplication.run("calendar") { app in
            let barber = app.world.berlin.barber
            for start in ["2026-11-24T09:00:00Z", "2026-11-24T08:00:00Z", "2026-11-27T12:00:00Z"] {
                _ = try await app.booked(start)
            }
            let path = "/v1/barbers/\(barber.id)/calendar"

            let day = try await app.get("\(path)?date=2026-11-24", as: barber)
            let week = try await app.get("\(path)?date=2026-11-23&days=7", as: app.world.berlin.owner)

            #expect(starts(day, "appointments") == ["2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"])
            #expect(day.json["from"] == "2026-11-23T23:00:00Z")
            #expect(day.json["to"] == "2026-11-24T23:00:00Z")
            #expect(starts(week, "appointments").count == 3)
            for days in [0, 32] {
                #expect(try await app.get("\(path)?date=2026-11-23&days=\(days)", as: barber).status == 422)
            }
        }
    }

    @Test func `A client's appointments come page by page, each exactly once`() async throws {
        try await TestApplication.run("calendar") { app in
            let client = app.world.berlin.client
            var all: [String] = []
            for day in 24...28 {
                all.append("2026-11-\(day)T09:00:00Z")
                _ = try await app.booked(all.last ?? "")
            }

            var seen: [String] = []
            var after: String?
            repeat {
                let page = try await app.get(
                    "/v1/me/appointments?when=upcoming&limit=2" + (after.map { "&after=\($0)" } ?? ""), as: client)
                #expect(page.status == 200)
                seen += starts(page, "items")
                after = page.json["next"]?.text
            } while after != nil
            #expect(seen == all)

            app.time.advance(by: 10 * 86_400)
            let past = try await app.get("/v1/me/appointments?when=past&limit=3", as: client)
            #expect(starts(past, "items") == Array(all.reversed().prefix(3)))
            #expect(starts(try await app.get("/v1/me/appointments", as: client), "items") == [])
            #expect(starts(try await app.get("/v1/me/appointments", as: app.world.berlin.otherClient), "items") == [])
        }
    }

    @Test(arguments: [
        "when=soon", "limit=0", "limit=101", "after=nonsense", "after=", "limit=1&limit=2", "limit=%31%30x",
    ])
    func `A query that makes no sense is refused by name`(query: String) async throws {
        try await TestApplication.run("calendar") { app in
            let reply = try await app.get("/v1/me/appointments?\(query)", as: app.world.berlin.client)

            #expect(reply.status == 422)
            guard case .array(let errors)? = reply.json["errors"] else { return #expect(Bool(false)) }
            #expect(errors.first?["parameter"]?.text == query.split(separator: "=").first.map(String.init))
        }
    }
}
