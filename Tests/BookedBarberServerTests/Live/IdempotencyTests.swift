import BookedBarber
import TestServers
import Testing

@testable import BookedBarberServer

@Suite struct IdempotencyTests {
    @Test func `A booking sent again is answered again, and done once`() async throws {
        try await TestApplication.run("idempotency") { app in
            let first = try await app.book(key: "\"k 1\"")
            let again = try await app.book(key: "\"k 1\"")

            #expect(first.status == 201)
            #expect(first["Idempotent-Replayed"] == nil)
            #expect(again.status == 201)
            #expect(again["Idempotent-Replayed"] == "true")
            #expect(again.body == first.body)
            #expect(again["Location"] == first["Location"])
            #expect(again["ETag"] == first["ETag"])
            #expect(again["Content-Type"] == first["Content-Type"])
        }
    }

    @Test func `The order of a body's members makes no difference, its values do`() async throws {
        try await TestApplication.run("idempotency") { app in
            let (berlin, client) = (app.world.berlin, app.world.berlin.client)
            func send(_ body: String) async throws -> Received {
                Received(
                    try await app.client.request(
                        "POST", "/v1/appointments",
                        headers: [
                            ("Authorization", "Bearer \(client.token)"), ("Content-Type", "application/json"),
                            ("Idempotency-Key", "k"),
                        ], body: Array(body.utf8)))
            }
            let (barber, service) = ("\"barber_id\": \(berlin.barber.id)", "\"service_id\": \(berlin.haircut.id)")
            let start = "\"starts_at\": \"2026-11-24T09:00:00Z\""

            let first = try await send("{\(barber), \(service), \(start)}")
            let reordered = try await send("{\(start),\(service),\(barber)}")
            let changed = try await send("{\(barber), \(service), \(start), \"notes\": \"x\"}")

            #expect(first.status == 201)
            #expect(reordered.status == 201)
            #expect(reordered["Idempotent-Replayed"] == "true")
            #expect(changed.problem == "idempotency-key-reused")
        }
    }

    @Test func `Without a key, or with one that is none, nothing is booked`() async throws {
        try await TestApplication.run("idempotency") { app in
            for key in ["", "\"\"", "two words", String(repeating: "x", count: 256)] {
                let reply = try await app.book(key: key)
                #expect(reply.status == 400, "\(key)")
                #expect(reply.problem == "invalid-header")
            }
            #expect(try await app.book(key: "good").status == 201)
        }
    }

    @Test func `A key means one request only`() async throws {
        try await TestApplication.run("idempotency") { app in
            #expect(try await app.book("2026-11-24T09:00:00Z", key: "k").status == 201)

            let other = try await app.book("2026-11-24T10:00:00Z", key: "k")

            #expect(other.status == 422)
            #expect(other.problem == "idempotency-key-reused")
        }
    }

    @Test func `The same key of somebody else is another key`() async throws {
        try await TestApplication.run("idempotency") { app in
            #expect(try await app.book("2026-11-24T09:00:00Z", key: "k").status == 201)

            let other = try await app.book("2026-11-24T10:00:00Z", as: app.world.berlin.otherClient, key: "k")

            #expect(other.status == 201)
            #expect(other["Idempotent-Replayed"] == nil)
        }
    }

    @Test func `A refused booking leaves its key free`() async throws {
        try await TestApplication.run("idempotency") { app in
            let path = try await app.booked()
            #expect(try await app.book(as: app.world.berlin.otherClient, key: "k").status == 409)

            _ = try await app.act("cancel", on: path, as: app.world.berlin.owner)

            #expect(try await app.book(as: app.world.berlin.otherClient, key: "k").status == 201)
        }
    }

    @Test func `Twenty that come at once with one key book once`() async throws {
        try await TestApplication.run("idempotency") { app in
            let replies = try await withThrowingTaskGroup(of: Received.self) { group in
                for _ in 0..<20 { group.addTask { try await app.book(key: "k") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(replies.filter { $0.status == 201 && $0["Idempotent-Replayed"] == nil }.count == 1)
            for reply in replies where reply.status != 201 {
                #expect(reply.problem == "request-in-flight")
                #expect(reply["Retry-After"] != nil)
            }
            let mine = try await app.get("/v1/me/appointments", as: app.world.berlin.client)
            guard case .array(let items)? = mine.json["items"] else { return #expect(Bool(false)) }
            #expect(items.count == 1)
        }
    }
}
