import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct IdempotencyKeysTests {
    private func key(_ shop: TestShop, _ text: String = "k", body: String = "{}") throws -> IdempotencyKey {
        try IdempotencyKey(text, of: shop.client.caller, route: "POST /v1/appointments", body: Array(body.utf8))
    }

    private func response(_ text: String) -> StoredResponse {
        StoredResponse(status: 201, contentType: "application/json", body: Array(text.utf8))
    }

    /// Books and answers with the appointment's number.
    private func book(
        _ shop: TestShop, _ key: IdempotencyKey, _ start: String = "10:00", at now: Date = now
    ) async throws -> (response: StoredResponse, isReplay: Bool) {
        let request = try BookingRequest(
            barberID: shop.barber.id, serviceID: shop.cut.id, startsAt: shop.tuesday(start))
        return try await shop.repositories.idempotencyKeys.once(key, at: now) { transaction in
            let booked = try await shop.repositories.appointments.book(
                request, by: shop.client.caller, at: now, in: transaction)
            return response("\(booked.id)")
        }
    }

    @Test func aRepeatedRequestIsAnsweredAgainAndDoneOnce() async throws {
        try await TestShop.with("idempotency") { shop in
            let first = try await book(shop, key(shop))
            let second = try await book(shop, key(shop), at: now + 3600)

            #expect(!first.isReplay && second.isReplay)
            #expect(first.response == second.response)
            #expect(try await shop.count("appointments") == 1)
        }
    }

    @Test func anotherKeyIsAnotherRequest() async throws {
        try await TestShop.with("idempotency") { shop in
            _ = try await book(shop, key(shop, "one"))

            await refused(.slotTaken) { try await book(shop, key(shop, "two")) }
        }
    }

    @Test func anotherRequestWithTheSameKeyIsRefused() async throws {
        try await TestShop.with("idempotency") { shop in
            _ = try await book(shop, key(shop))

            await refused(.idempotencyMismatch) { try await book(shop, key(shop, body: "{\"other\":1}"), "12:00") }
            #expect(try await shop.count("appointments") == 1)
        }
    }

    @Test func aRefusalFreesTheKey() async throws {
        try await TestShop.with("idempotency") { shop in
            await refused(.outsideWorkingHours) { try await book(shop, key(shop), "07:00") }

            let second = try await book(shop, key(shop))
            #expect(!second.isReplay)
        }
    }

    @Test func whileOneIsWorkedOnTheSameOneIsInFlight() async throws {
        try await TestShop.with("idempotency") { shop in
            let keys = shop.repositories.idempotencyKeys
            let key = try key(shop)
            let outer = try await keys.once(key, at: now) { _ in
                await refused(.idempotencyInFlight) {
                    try await keys.once(key, at: now + 59) { _ in response("inner") }
                }
                return response("outer")
            }

            #expect(outer.response == response("outer"))
        }
    }

    @Test func manySimultaneousOnesBookOnce() async throws {
        try await TestShop.with("idempotency") { shop in
            let key = try key(shop)
            let outcomes = await withTaskGroup(of: String.self, returning: [String].self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do { return try await book(shop, key).isReplay ? "replay" : "new" } catch {
                            return (error as? DomainError)?.code.description ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 == "new" } == 1)
            #expect(outcomes.allSatisfy { ["new", "replay", "idempotency_in_flight"].contains($0) })
            #expect(try await shop.count("appointments") == 1)
        }
    }

    @Test func theClaimOfAnAttemptThatDiedIsTakenOver() async throws {
        try await TestShop.with("idempotency") { shop in
            let keys = shop.repositories.idempotencyKeys
            let key = try key(shop)
            // The first attempt is overtaken a minute later, before it has finished: its work is undone.
            await refused(.idempotencyInFlight) {
                try await keys.once(key, at: now) { transaction in
                    let second = try await keys.once(key, at: now + 60) { _ in response("second") }
                    #expect(!second.isReplay)
                    try await transaction.query(
                        "UPDATE users SET full_name = 'changed' WHERE id = \(shop.client.id)")
                    return response("first")
                }
            }

            let third = try await keys.once(key, at: now + 61) { _ in response("third") }
            #expect(third.isReplay && third.response == response("second"))
            #expect(try await shop.repositories.users.find(shop.client.id)?.fullName == "client")
        }
    }

    @Test func aKeyIsForgottenAfterADay() async throws {
        try await TestShop.with("idempotency") { shop in
            let keys = shop.repositories.idempotencyKeys
            let one = try await keys.once(key(shop), at: now) { _ in response("one") }
            let two = try await keys.once(key(shop, body: "other"), at: now + 24 * 3600) { _ in response("two") }

            #expect(!one.isReplay && !two.isReplay)
        }
    }

    @Test func aCancelledRequestFreesTheKeyToo() async throws {
        try await TestShop.with("idempotency") { shop in
            let keys = shop.repositories.idempotencyKeys
            let key = try key(shop)
            let task = Task {
                try await keys.once(key, at: now) { _ in
                    withUnsafeCurrentTask { $0?.cancel() }
                    try Task.checkCancellation()
                    return response("never")
                }
            }

            await #expect(throws: (any Error).self) { try await task.value }
            #expect(try await shop.count("idempotency_keys") == 0)
        }
    }

    @Test func bytesComeBackAsTheyWere() async throws {
        try await TestShop.with("idempotency") { shop in
            let keys = shop.repositories.idempotencyKeys
            let response = StoredResponse(status: 200, contentType: "text/plain", body: Array(0...255))
            _ = try await keys.once(key(shop), at: now) { _ in response }

            #expect(try await keys.once(key(shop), at: now) { _ in response }.response == response)
        }
    }
}
