import BookedBarber
import BookedBarberServer
import Testing

@Suite struct RateLimitLiveTests {
    @Test func `Whoever asks too often is told to wait, and others aren't`() async throws {
        try await TestApplication.run("limits") { configuration in
            var limits = RateLimits()
            limits.requests = RateLimitPolicy("default", quota: 5, window: .seconds(3_600))
            configuration.rateLimits = limits
        } _: { app in
            let berlin = app.world.berlin
            var last = try await app.get("/v1/me", as: berlin.client)
            #expect(last["RateLimit-Policy"] == "\"default\";q=5;w=3600")
            #expect(last["RateLimit"]?.hasPrefix("\"default\";r=4;t=") == true)
            for _ in 0..<5 { last = try await app.get("/v1/me", as: berlin.client) }

            #expect(last.status == 429)
            #expect(last.json["type"] == "https://iana.org/assignments/http-problem-types#quota-exceeded")
            #expect(last.json["violated-policies"] == ["default"])
            let wait = try #require(last["Retry-After"].flatMap { Int($0) })
            #expect((1...720).contains(wait))
            #expect(last["RateLimit"] == "\"default\";r=0;t=\(wait)")
            #expect(try await app.get("/v1/me", as: berlin.owner).status == 200)
            #expect(try await app.get("/v1/shops").status == 200)
            for _ in 0..<20 { #expect(try await app.get("/healthz").status == 200) }
        }
    }

    @Test func `A refusal counts, and says how many are left`() async throws {
        try await TestApplication.run("limits") { configuration in
            var limits = RateLimits()
            limits.requests = RateLimitPolicy("default", quota: 5, window: .seconds(3_600))
            configuration.rateLimits = limits
        } _: { app in
            let change: JSONValue = ["full_name": "New Name"]
            let client = app.world.berlin.client
            let late = try await app.send("PATCH", "/v1/me", as: client, change, match: "\"99\"")
            let unknown = try await app.get("/v1/appointments/999999999", as: client)

            #expect(late.status == 412)
            #expect(late["RateLimit"]?.hasPrefix("\"default\";r=4;t=") == true)
            #expect(unknown.status == 404)
            #expect(unknown["RateLimit"]?.hasPrefix("\"default\";r=3;t=") == true)
        }
    }

    @Test func `A password can't be guessed quickly, from wherever, and others sign in meanwhile`() async throws {
        try await TestApplication.run("limits") { configuration in
            var limits = RateLimits()
            limits.credentialsOfAccount = RateLimitPolicy("credentials-account", quota: 10, window: .seconds(3_600))
            configuration.rateLimits = limits
            configuration.trustedProxies = ["127.0.0.1"]
        } _: { app in
            func signIn(_ email: String, _ password: String, from address: String) async throws -> Received {
                try await app.send(
                    "POST", "/v1/sessions", ["email": .string(email), "password": .string(password)],
                    headers: [("X-Forwarded-For", address)])
            }
            let (berlin, newYork) = (app.world.berlin, app.world.newYork)
            for number in 0..<10 {
                let reply = try await signIn(berlin.client.user.email, "guess \(number)", from: "203.0.113.\(number)")
                #expect(reply.status == 401)
            }

            let right = try await signIn(berlin.client.user.email.uppercased(), World.password, from: "203.0.113.99")
            #expect(right.status == 429)
            #expect(right.json["violated-policies"] == ["credentials-account"])
            #expect(right["Retry-After"] != nil)
            #expect(try await signIn(newYork.client.user.email, World.password, from: "203.0.113.99").status == 201)
        }
    }

    @Test func `An address that tries token after token is stopped`() async throws {
        try await TestApplication.run("limits") { configuration in
            var limits = RateLimits()
            limits.credentialsOfAddress = RateLimitPolicy("credentials-address", quota: 3, window: .seconds(3_600))
            configuration.rateLimits = limits
        } _: { app in
            func probe() async throws -> Int {
                try await app.get("/v1/me", headers: [("Authorization", "Bearer \(String(repeating: "A", count: 43))")])
                    .status
            }
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await probe()) }

            #expect(statuses == [401, 401, 401, 429])
            #expect(try await app.get("/v1/me", as: app.world.berlin.client).status == 200)
        }
    }
}
