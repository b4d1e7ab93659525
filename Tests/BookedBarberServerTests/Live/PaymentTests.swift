import Crypto
import Foundation
import TestServers
import Testing

@testable import BookedBarberServer

extension TestApplication {
    /// Sends an event as Stripe does.
    func stripe(_ event: JSONValue, secret: String = webhookSecret, secondsAgo: Double = 0) async throws -> Received {
        let body = try JSONEncoder().encode(event)
        let time = Int(time.now.timeIntervalSince1970 - secondsAgo)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(time).".utf8) + body, using: SymmetricKey(data: Data(secret.utf8)))
        let hex = code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return Received(
            try await client.request(
                "POST", "/webhooks/stripe",
                headers: [("Content-Type", "application/json"), ("Stripe-Signature", "t=\(time),v1=\(hex)")],
                body: Array(body)))
    }

    func succeeded(_ payment: JSONValue, event: String = "evt_1", amount: Int = 3_500) -> JSONValue {
        [
            "id": .string(event), "object": "event", "type": "payment_intent.succeeded", "livemode": false,
            "data": [
                "object": [
                    "object": "payment_intent", "id": payment["intent_id"] ?? .null,
                    "amount_received": .integer(amount),
                    "currency": "eur", "metadata": [:],
                ]
            ],
        ]
    }

    /// An appointment and its payment that hasn't been captured.
    func pending() async throws -> (appointment: String, payment: JSONValue) {
        let appointment = try await booked()
        let reply = try await send("POST", "\(appointment)/payment", as: world.berlin.client, key: UUID().uuidString)
        #expect(reply.status == 201)
        return (appointment, reply.json)
    }
}

@Suite struct PaymentTests {
    private func amount(_ body: JSONValue?, _ name: String) -> Int? {
        guard case .integer(let amount)? = body?[name]?["amount"] else { return nil }
        return amount
    }

    private func path(_ payment: JSONValue) throws -> String {
        guard case .integer(let id)? = payment["id"] else { throw CancellationError() }
        return "/v1/payments/\(id)"
    }

    @Test func `A payment is begun once, captured by a signed event, and seen by both sides`() async throws {
        try await TestApplication.run("payments") { app in
            let berlin = app.world.berlin
            let (appointment, payment) = try await app.pending()
            #expect(payment["status"] == "pending")
            #expect(amount(payment, "amount") == 3_500)
            #expect(payment["platform_fee"] == nil)
            let again = try await app.send("POST", "\(appointment)/payment", as: berlin.client, key: "another")
            #expect(again.json["id"] == payment["id"])

            let taken = try await app.stripe(app.succeeded(payment))
            #expect(taken.status == 200)
            #expect(taken.json["outcome"] == "applied")

            let seenByClient = try await app.get(try path(payment), as: berlin.client)
            #expect(seenByClient.json["status"] == "completed")
            #expect(seenByClient.json["captured_at"] != nil)
            let seenByOwner = try await app.get("\(appointment)/payment", as: berlin.owner)
            #expect(amount(seenByOwner.json, "platform_fee") == 350)
            #expect(amount(seenByOwner.json, "barber_share") == 3_150)
        }
    }

    @Test func `An event is taken in once, however often it comes`() async throws {
        try await TestApplication.run("payments") { app in
            let (_, payment) = try await app.pending()
            let event = app.succeeded(payment)

            let outcomes = try await withThrowingTaskGroup(of: Received.self) { group in
                for _ in 0..<10 { group.addTask { try await app.stripe(event) } }
                return try await group.reduce(into: [JSONValue?]()) { $0.append($1.json["outcome"]) }
            }

            #expect(outcomes.filter { $0 == "applied" }.count == 1)
            #expect(outcomes.filter { $0 == "duplicate" }.count == 9)
        }
    }

    @Test func `Events that mean nothing here, or don't fit, are answered 200`() async throws {
        try await TestApplication.run("payments") { app in
            let (_, payment) = try await app.pending()

            let unknownType = try await app.stripe(
                ["id": "evt_a", "type": "customer.created", "data": ["object": ["id": "cus_1", "object": "customer"]]])
            let wrongAmount = try await app.stripe(app.succeeded(payment, event: "evt_b", amount: 1))
            let foreign = try await app.stripe(app.succeeded(["intent_id": "pi_foreign"], event: "evt_c"))

            #expect(unknownType.status == 200)
            #expect(unknownType.json["outcome"] == "ignored")
            #expect(wrongAmount.json["outcome"] == "mismatched")
            #expect(foreign.json["outcome"] == "unknown_intent")
            #expect(
                try await app.get(try path(payment), as: app.world.berlin.client).json["status"] == "pending")
        }
    }

    @Test func `An event that isn't signed right changes nothing`() async throws {
        try await TestApplication.run("payments") { app in
            let (_, payment) = try await app.pending()
            let event = app.succeeded(payment)

            for reply in [
                try await app.stripe(event, secret: "whsec_other"), try await app.stripe(event, secondsAgo: 301),
                try await app.stripe(event, secondsAgo: -301),
                try await app.send("POST", "/webhooks/stripe", event),
                try await app.send("POST", "/webhooks/stripe", event, headers: [("Stripe-Signature", "nonsense")]),
            ] {
                #expect(reply.status == 400)
                #expect(reply.problem == "invalid-signature")
            }
            #expect(try await app.stripe(event, secondsAgo: 299).status == 200)
        }
    }

    @Test func `A large event is taken in, a huge one is not`() async throws {
        try await TestApplication.run("payments") { app in
            func event(_ bytes: Int) -> JSONValue {
                ["id": .string("evt_\(bytes)"), "type": "x", "padding": .string(String(repeating: "x", count: bytes))]
            }
            let large = try await app.stripe(event(200_000))
            let huge = try await app.stripe(event(300_000))

            #expect(large.status == 200)
            #expect(huge.status == 413)
        }
    }

    @Test func `Without a secret there are no webhooks`() async throws {
        try await TestApplication.run("payments") { configuration in
            configuration.stripeWebhookSecret = nil
        } _: { app in
            let reply = try await app.stripe(["id": "evt_1", "type": "x"])

            #expect(reply.status == 503)
            #expect(reply.problem == "not-configured")
        }
    }

    @Test func `Refunds in parts and in full give back every cent`() async throws {
        try await TestApplication.run("payments") { app in
            let berlin = app.world.berlin
            let (_, payment) = try await app.pending()
            let refunds = "\(try path(payment))/refunds"
            func refund(_ body: JSONValue, _ key: String, as person: Person) async throws -> Received {
                try await app.send("POST", refunds, as: person, body, key: key)
            }

            #expect(try await refund([:], "early", as: berlin.owner).problem == "payment-conflict")
            _ = try await app.stripe(app.succeeded(payment))
            #expect(try await refund([:], "client", as: berlin.client).status == 403)
            #expect(try await refund(["amount": 3_501], "much", as: berlin.owner).status == 409)
            #expect(try await refund(["amount": 0], "none", as: berlin.owner).status == 422)

            let part = try await refund(["amount": 333, "reason": "late"], "part", as: berlin.manager)
            #expect(part.status == 201)
            #expect(part.json["payment"]?["status"] == "partially_refunded")
            let again = try await refund(["amount": 333, "reason": "late"], "part", as: berlin.manager)
            #expect(again["Idempotent-Replayed"] == "true")
            let rest = try await refund([:], "rest", as: berlin.owner)
            #expect(rest.json["payment"]?["status"] == "refunded")
            #expect(amount(rest.json["refund"], "amount") == 3_167)

            let all = try await app.get(refunds, as: berlin.owner)
            guard case .array(let items)? = all.json["items"] else { return #expect(Bool(false)) }
            #expect(items.count == 2)
            #expect(items.compactMap { amount($0, "amount") }.reduce(0, +) == 3_500)
            #expect(items.compactMap { amount($0, "platform_fee") }.reduce(0, +) == 350)
            #expect(items.compactMap { amount($0, "barber_share") }.reduce(0, +) == 3_150)
            #expect(try await refund([:], "more", as: berlin.owner).problem == "payment-conflict")
        }
    }
}
