import BookedBarberServer
import LocalServers
import PostgresDatabase
import TestServers
import Testing

@Suite struct OutageTests {
    @Test func `Without the database requests are 503, and work again when it is back`() async throws {
        try await TestServers.withOwnPostgres("outage") { postgres in
            let world = try await TestApplication.withDatabase(postgres.url) { try await World.make(in: $0) }
            try await TestApplication.run("outage", url: postgres.url, world: world) { configuration in
                configuration.readinessTime = .seconds(2)
            } _: { app in
                let client = app.world.berlin.client
                #expect(try await app.get("/readyz").status == 200)
                #expect(try await app.get("/v1/me", as: client).status == 200)

                try await postgres.stop(.immediate)
                for path in ["/v1/me", "/v1/shops", "/readyz"] {
                    let reply = try await app.get(path, as: client)
                    #expect(reply.status == 503, "\(path)")
                    #expect(reply.problem == "http-problem-types#temporary-reduced-capacity")
                    #expect(reply["Retry-After"] != nil)
                    #expect(reply.json["detail"]?.text?.contains("socket") != true)
                }
                #expect(try await app.book(as: client, key: "k").status == 503)
                #expect(try await app.get("/healthz").status == 200)

                try await postgres.restart()
                #expect(try await eventually { try await app.get("/readyz").status == 200 })
                #expect(try await app.get("/v1/me", as: client).status == 200)
                #expect(try await eventually { try await app.book(as: client, key: "k").status == 201 })
            }
        }
    }

    @Test func `An answer that takes too long is given up, and the server goes on`() async throws {
        try await TestServers.withOwnPostgres("outage") { postgres in
            let world = try await TestApplication.withDatabase(postgres.url) { try await World.make(in: $0) }
            try await TestApplication.run("outage", url: postgres.url, world: world) { configuration in
                configuration.limits.responseTime = .milliseconds(500)
                configuration.readinessTime = .milliseconds(300)
            } _: { app in
                #expect(try await app.get("/v1/shops").status == 200)

                await postgres.suspend()
                let late = try await app.get("/v1/shops")
                let ready = try await app.get("/readyz")
                await postgres.resume()

                #expect(late.status == 503)
                #expect(late.problem == "deadline-exceeded")
                #expect(late["Retry-After"] == "1")
                #expect(ready.status == 503)
                #expect(try await eventually { try await app.get("/v1/shops").status == 200 })
            }
        }
    }

    @Test func `A database without its tables isn't ready`() async throws {
        let (_, world) = try await World.database("unmigrated")
        let empty = try await TestServers.database("unmigrated")
        try await TestApplication.run("unmigrated", url: empty, world: world) { configuration in
            // Whatever else the machine does: what is asked is what the answer says, not how soon it comes.
            configuration.readinessTime = .seconds(60)
        } _: { app in
            let reply = try await app.get("/readyz")

            #expect(reply.status == 503)
            #expect(reply.json["detail"]?.text?.contains("migrated") == true)
        }
    }
}
