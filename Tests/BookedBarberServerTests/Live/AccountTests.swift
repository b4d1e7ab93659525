import BookedBarber
import Testing

@testable import BookedBarberServer

@Suite struct AccountTests {
    private let ada: JSONValue = [
        "email": "Ada@Example.com", "password": "correct horse", "full_name": "Ada Lovelace", "phone": "+4930123456",
    ]

    @Test func `Somebody signs up, signs in, looks at themselves, and signs out`() async throws {
        try await TestApplication.run("accounts") { app in
            let signedUp = try await app.send("POST", "/v1/users", ada)
            #expect(signedUp.status == 201)
            #expect(signedUp.json["email"] == "ada@example.com")
            #expect(signedUp.json["role"] == "client")
            #expect(signedUp["Location"] == "/v1/me")
            #expect(signedUp.json["password"] == nil)

            let signedIn = try await app.send(
                "POST", "/v1/sessions", ["email": "ada@example.com", "password": "correct horse"])
            #expect(signedIn.status == 201)
            #expect(signedIn["Cache-Control"] == "no-cache" || signedIn["Cache-Control"] == "no-store")
            let token = try #require(signedIn.json["token"]?.text)

            let bearer = [("Authorization", "Bearer \(token)")]
            let me = try await app.get("/v1/me", headers: bearer)
            #expect(me.status == 200)
            #expect(me.json["full_name"] == "Ada Lovelace")
            #expect(me["Cache-Control"] == "private, no-cache")
            #expect(me["X-Content-Type-Options"] == "nosniff")

            #expect(try await app.send("DELETE", "/v1/sessions/current", headers: bearer).status == 204)
            #expect(try await app.get("/v1/me", headers: bearer).status == 401)
        }
    }

    @Test func `An unknown address and a wrong password are answered the same`() async throws {
        try await TestApplication.run("accounts") { app in
            let known = app.world.berlin.client.user.email
            func refused(_ email: String) async throws -> Received {
                try await app.send("POST", "/v1/sessions", ["email": .string(email), "password": "wrong password"])
            }
            func content(_ reply: Received) -> [JSONValue?] {
                ["type", "title", "status", "detail", "instance", "errors"].map { reply.json[$0] }
            }

            let wrong = try await refused(known)
            let unknown = try await refused("nobody@example.com")
            let nonsense = try await refused("not an address")

            #expect(wrong.status == 401)
            #expect(wrong.problem == "wrong-credentials")
            #expect(wrong["WWW-Authenticate"] != nil)
            #expect(content(unknown) == content(wrong))
            #expect(content(nonsense) == content(wrong))
            #expect(unknown.status == wrong.status)
        }
    }

    @Test func `An address that is taken can't be signed up again, in whatever case`() async throws {
        try await TestApplication.run("accounts") { app in
            #expect(try await app.send("POST", "/v1/users", ada).status == 201)

            let again = try await app.send("POST", "/v1/users", ada)

            #expect(again.status == 409)
            #expect(again.problem == "email-unavailable")
        }
    }

    @Test func `All mistakes of a body are named at once`() async throws {
        try await TestApplication.run("accounts") { app in
            let reply = try await app.send(
                "POST", "/v1/users", ["email": "nobody", "password": "short", "phone": 7, "full_name": ""])

            #expect(reply.status == 422)
            #expect(reply.problem == "invalid-value")
            guard case .array(let errors)? = reply.json["errors"] else { return #expect(Bool(false)) }
            #expect(errors.compactMap { $0["pointer"]?.text } == ["#/email", "#/full_name", "#/password", "#/phone"])
        }
    }

    @Test func `Nobody can sign up as somebody special`() async throws {
        try await TestApplication.run("accounts") { app in
            guard case .object(var members) = ada else { return }
            members["role"] = "owner"

            let reply = try await app.send("POST", "/v1/users", .object(members))

            #expect(reply.json["role"] == "client")
        }
    }

    @Test(arguments: ["", "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer " + String(repeating: "A", count: 43)])
    func `Without a session that is open there is 401 with a challenge`(field: String) async throws {
        try await TestApplication.run("accounts") { app in
            let reply = try await app.get("/v1/me", headers: field.isEmpty ? [] : [("Authorization", field)])

            #expect(reply.status == 401)
            #expect(reply.problem == "unauthenticated")
            #expect(reply["WWW-Authenticate"]?.hasPrefix("Bearer realm=") == true)
        }
    }

    @Test func `One's own account is changed only at the version that was read`() async throws {
        try await TestApplication.run("accounts") { app in
            let client = app.world.berlin.client
            let change: JSONValue = ["full_name": "New Name", "phone": "+4930"]
            let tag = try #require(try await app.get("/v1/me", as: client)["ETag"])

            let blind = try await app.send("PATCH", "/v1/me", as: client, change)
            #expect(blind.status == 428)
            #expect(blind.problem == "precondition-required")

            let changed = try await app.send("PATCH", "/v1/me", as: client, change, match: tag)
            #expect(changed.status == 200)
            #expect(changed.json["full_name"] == "New Name")
            #expect(changed["ETag"] == "\"2\"")

            let late = try await app.send("PATCH", "/v1/me", as: client, change, match: tag)
            #expect(late.status == 412)
            #expect(late.problem == "precondition-failed")
            #expect(late["ETag"] == "\"2\"")

            #expect(try await app.send("PATCH", "/v1/me", as: client, change, match: "W/\"2\"").status == 412)
            #expect(try await app.send("PATCH", "/v1/me", as: client, change, match: "2").status == 400)
            #expect(try await app.send("PATCH", "/v1/me", as: client, change, match: "\"1\", \"2\"").status == 200)

            let cleared = try await app.send("PATCH", "/v1/me", as: client, ["phone": ""], match: "*")
            #expect(cleared.status == 200)
            #expect(cleared.json["phone"] == nil)
            #expect(cleared.json["full_name"] == "New Name")
        }
    }

    @Test func `What hasn't changed needn't be sent again`() async throws {
        try await TestApplication.run("accounts") { app in
            let client = app.world.berlin.client
            let tag = try #require(try await app.get("/v1/me", as: client)["ETag"])

            let same = try await app.get("/v1/me", as: client, headers: [("If-None-Match", tag)])
            let weak = try await app.get("/v1/me", as: client, headers: [("If-None-Match", "\"9\", W/\(tag)")])
            let other = try await app.get("/v1/me", as: client, headers: [("If-None-Match", "\"9\"")])

            #expect(same.status == 304)
            #expect(same["ETag"] == tag)
            #expect(same.body.isEmpty)
            #expect(same["Content-Length"] == nil)
            #expect(weak.status == 304)
            #expect(other.status == 200)
        }
    }
}
