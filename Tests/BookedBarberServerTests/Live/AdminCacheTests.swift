import BookedBarber
import Postgres
import Testing

@testable import BookedBarberServer

@Suite struct AdminCacheTests {
    private static let token = "a-token-of-the-same-machine-32-bytes-or-more"

    private func run(
        cached: Bool = true, limits: RateLimits? = nil,
        _ body: @escaping @Sendable (TestApplication) async throws -> Void
    ) async throws {
        try await TestApplication.run(
            "admin-cache", cached: cached,
            configure: { configuration in
                configuration.adminToken = .init(Self.token)
                configuration.rateLimits = limits
            }, body)
    }

    private let own = [("Authorization", "Bearer \(Self.token)")]

    @Test func `The machine's own token sees what the cache does`() async throws {
        try await run { app in
            let path = "/v1/shops/\(app.world.berlin.shop.id)/services"
            for _ in 0..<20 { _ = try await app.get(path) }

            let reply = try await app.get("/admin/cache", headers: own)

            #expect(reply.status == 200 && reply["Cache-Control"] == "no-store")
            guard case .array(let kinds)? = reply.json["kinds"] else { return #expect(Bool(false)) }
            let services = try #require(kinds.first { $0["name"] == "service_list" })
            #expect(services["memory_hits"] == 19 && services["misses"] == 1 && services["entries"] == 1)
            #expect(services["loads"]?["count"] == 1)
            #expect(services["age_at_serve"]?["count"] != 0)
            #expect(reply.json["redis"]?["state"] == "none")
        }
    }

    @Test func `What is kept of one key can be looked at`() async throws {
        try await run { app in
            let shop = app.world.berlin.shop.id
            _ = try await app.get("/v1/shops/\(shop)/services")

            let reply = try await app.get("/admin/cache/entries?kind=service_list&key=services,\(shop)", headers: own)

            guard case .array(let items)? = reply.json["items"] else { return #expect(Bool(false)) }
            let memory = try #require(items.compactMap { $0["memory"] }.first)
            #expect(memory["tags"] == [.string("services:\(shop)")] && memory["is_current"] == true)
        }
    }

    @Test func `What only looks like the machine's own token is none`() async throws {
        try await run { app in
            for token in [String(Self.token.dropLast()), Self.token + "x", Self.token.uppercased()] {
                let headers = [("Authorization", "Bearer \(token)")]
                let reply = try await app.get("/admin/cache", headers: headers)
                #expect(reply.status == 401, "\(token)")
            }
        }
    }

    @Test func `An administrator may look, to others there is no such thing`() async throws {
        try await run { app in
            let berlin = app.world.berlin
            for person in [berlin.client, berlin.barber, berlin.manager, berlin.owner] {
                #expect(try await app.get("/admin/cache", as: person).status == 404)
            }
            #expect(try await app.get("/admin/cache").status == 401)
            #expect(try await app.get("/admin/cache", headers: [("Authorization", "Bearer wrong")]).status == 401)

            try await app.repositories.transaction { transaction in
                try await transaction.query(
                    "UPDATE users SET role = 'admin' WHERE id = \(berlin.owner.user.id)", deadline: nil,
                    fileID: #fileID, line: #line)
                transaction.invalidate(.user(berlin.owner.user.id))
            }
            #expect(try await app.get("/admin/cache", as: berlin.owner).status == 200)
        }
    }

    @Test func `Requests in vain are counted, and the machine's own are counted for themselves`() async throws {
        try await run(limits: RateLimits()) { app in
            let refused = try await app.get("/admin/cache", as: app.world.berlin.client)
            let asked = try await app.get("/admin/cache", headers: own)
            let open = try await app.get("/v1/shops")

            #expect(refused.status == 404 && refused["RateLimit"]?.contains("r=5999") == true)
            #expect(asked.status == 200 && asked["RateLimit"]?.contains("r=5999") == true)
            #expect(open["RateLimit"]?.contains("r=5999") == true)
        }
    }

    @Test func `The token is good for nothing else`() async throws {
        try await run { app async throws in
            #expect(try await app.get("/v1/me", headers: own).status == 401)
        }
    }

    @Test func `A server without a cache says so`() async throws {
        try await run(cached: false) { app in
            let reply = try await app.get("/admin/cache", headers: own)

            #expect(reply.status == 404 && reply.problem == "not-found")
        }
    }
}
