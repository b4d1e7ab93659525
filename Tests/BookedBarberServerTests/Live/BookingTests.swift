import BookedBarber
import Testing

@testable import BookedBarberServer

@Suite struct BookingTests {
    @Test func `A client books a free slot, and it is free no longer`() async throws {
        try await TestApplication.run("booking") { app in
            let berlin = app.world.berlin
            let slots =
                "/v1/barbers/\(berlin.barber.id)/availability?date=2026-11-24&service=\(berlin.haircut.id)"

            let booked = try await app.book(extra: ["notes": "short, please"])

            #expect(booked.status == 201)
            #expect(booked["ETag"] == "\"1\"")
            #expect(booked.json["status"] == "pending")
            #expect(booked.json["starts_at"] == "2026-11-24T09:00:00Z")
            #expect(booked.json["ends_at"] == "2026-11-24T09:30:00Z")
            #expect(booked.json["price"] == ["amount": 3500, "currency": "EUR"])
            #expect(booked.json["client_id"] == .integer(Int(berlin.client.id)))
            guard case .array(let free)? = try await app.get(slots).json["slots"] else { return #expect(Bool(false)) }
            #expect(!free.contains("2026-11-24T09:00:00Z"))
            #expect(!free.contains("2026-11-24T08:45:00Z"))
            #expect(free.contains("2026-11-24T08:30:00Z"))

            let path = try #require(booked["Location"])
            let read = try await app.get(path, as: berlin.client)
            #expect(read.json["appointment"]?["id"] == booked.json["id"])
            #expect(read.json["shop_name"] == "Berlin")
            #expect(read["ETag"] == "\"1\"")
        }
    }

    @Test func `Whoever comes second is told what is still free`() async throws {
        try await TestApplication.run("booking") { app in
            #expect(try await app.book().status == 201)

            let late = try await app.book(as: app.world.berlin.otherClient)

            #expect(late.status == 409)
            #expect(late.problem == "slot-taken")
            guard case .array(let free)? = late.json["next_free_slots"] else { return #expect(Bool(false)) }
            #expect(free.count == 5)
            #expect(free.first == "2026-11-24T09:30:00Z")
            #expect(try await app.book(free[0].text ?? "", as: app.world.berlin.otherClient).status == 201)
        }
    }

    @Test func `Of fifty who race for a slot one gets it`() async throws {
        try await TestApplication.run("race") { app in
            let replies = try await withThrowingTaskGroup(of: Received.self) { group in
                for _ in 0..<50 { group.addTask { try await app.book() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(replies.filter { $0.status == 201 }.count == 1)
            #expect(replies.filter { $0.status == 409 && $0.problem == "slot-taken" }.count == 49)
        }
    }

    @Test(arguments: [
        ("2026-11-23T06:00:00Z", 422, "invalid-value"), ("2027-11-24T09:00:00Z", 422, "invalid-value"),
        ("2026-11-24T09:07:00Z", 422, "invalid-value"), ("2026-11-24T20:00:00Z", 409, "slot-unavailable"),
        ("2026-11-24T15:45:00Z", 409, "slot-unavailable"), ("tomorrow", 422, "invalid-value"),
    ])
    func `A time that can't be booked is refused`(time: String, status: Int, problem: String) async throws {
        try await TestApplication.run("booking") { app in
            let reply = try await app.book(time)

            #expect(reply.status == status)
            #expect(reply.problem == problem)
            if status == 422 {
                guard case .array(let errors)? = reply.json["errors"] else { return #expect(Bool(false)) }
                #expect(errors.first?["pointer"] == "#/starts_at")
            }
        }
    }

    @Test func `What the barber doesn't offer can't be booked`() async throws {
        try await TestApplication.run("booking") { app in
            let foreign = JSONValue.integer(Int(app.world.newYork.haircut.id.rawValue))

            let service = try await app.book(extra: ["service_id": foreign])
            let barber = try await app.book(extra: ["barber_id": 999_999])
            let nothing = try await app.book(extra: ["service_id": 0])

            #expect(service.status == 404)
            #expect(barber.status == 404)
            #expect(nothing.status == 422)
        }
    }

    @Test func `Staff book for a client, clients only for themselves`() async throws {
        try await TestApplication.run("booking") { app in
            let berlin = app.world.berlin
            let client: [String: JSONValue] = ["client_id": .integer(Int(berlin.client.id))]

            let byStaff = try await app.book(as: berlin.manager, extra: client)
            #expect(byStaff.status == 201)
            #expect(byStaff.json["status"] == "confirmed")
            #expect(byStaff.json["client_id"] == client["client_id"])

            let byOther = try await app.book("2026-11-24T10:00:00Z", as: berlin.otherClient, extra: client)
            #expect([403, 404].contains(byOther.status))
            let unknown = try await app.book(
                "2026-11-24T10:00:00Z", as: berlin.manager, extra: ["client_id": 999_999])
            #expect(unknown.status == 404)
        }
    }

    @Test func `An appointment goes its way from booking to the end`() async throws {
        try await TestApplication.run("lifecycle") { app in
            let berlin = app.world.berlin
            let path = try await app.booked()

            #expect(try await app.act("start", on: path, as: berlin.barber).problem == "transition-not-allowed")
            #expect(try await app.act("confirm", on: path, as: berlin.client).status == 403)
            let confirmed = try await app.act("confirm", on: path, as: berlin.barber)
            #expect(confirmed.status == 200)
            #expect(confirmed.json["status"] == "confirmed")
            #expect(confirmed["ETag"] == "\"2\"")
            #expect(try await app.act("no-show", on: path, as: berlin.barber).problem == "transition-not-allowed")
            #expect(try await app.act("start", on: path, as: berlin.barber).json["status"] == "in_progress")
            #expect(try await app.act("complete", on: path, as: berlin.barber).json["status"] == "completed")
            #expect(try await app.act("cancel", on: path, as: berlin.owner).problem == "transition-not-allowed")
        }
    }

    @Test func `Whoever doesn't come is a no-show once the start has passed`() async throws {
        try await TestApplication.run("lifecycle") { app in
            let path = try await app.booked()
            _ = try await app.act("confirm", on: path, as: app.world.berlin.barber)

            app.time.advance(by: 27 * 3_600)

            let missed = try await app.act("no-show", on: path, as: app.world.berlin.barber)
            #expect(missed.json["status"] == "no_show")
        }
    }

    @Test func `A cancelled slot is free again`() async throws {
        try await TestApplication.run("lifecycle") { app in
            let path = try await app.booked()

            let cancelled = try await app.act("cancel", on: path, as: app.world.berlin.client)

            #expect(cancelled.json["status"] == "cancelled")
            #expect(cancelled.json["cancelled_at"] != nil)
            #expect(try await app.book(as: app.world.berlin.otherClient).status == 201)
        }
    }

    @Test func `An appointment moves to a free slot, and to no other`() async throws {
        try await TestApplication.run("lifecycle") { app in
            let berlin = app.world.berlin
            let path = try await app.booked()
            _ = try await app.booked("2026-11-24T11:00:00Z", as: berlin.otherClient)

            let taken = try await app.act(
                "reschedule", on: path, as: berlin.client, ["starts_at": "2026-11-24T11:15:00Z"])
            #expect(taken.status == 409)
            #expect(taken.problem == "slot-taken")
            #expect(taken.json["next_free_slots"] != nil)

            let moved = try await app.act(
                "reschedule", on: path, as: berlin.client, ["starts_at": "2026-11-25T11:00:00+01:00"])
            #expect(moved.status == 200)
            #expect(moved.json["starts_at"] == "2026-11-25T10:00:00Z")
            #expect(try await app.book(as: berlin.otherClient).status == 201)
        }
    }

    @Test func `Who changes what has changed meanwhile is told so`() async throws {
        try await TestApplication.run("lifecycle") { app in
            let berlin = app.world.berlin
            let path = try await app.booked()
            _ = try await app.act("confirm", on: path, as: berlin.barber)

            let late = try await app.send("POST", "\(path)/cancel", as: berlin.client, match: "\"1\"")
            #expect(late.status == 412)
            #expect(late["ETag"] == "\"2\"")
            #expect(try await app.send("POST", "\(path)/cancel", as: berlin.client).status == 428)
            #expect(try await app.send("POST", "\(path)/cancel", as: berlin.client, match: "nonsense").status == 400)
            #expect(try await app.send("POST", "\(path)/cancel", as: berlin.client, match: "*").status == 200)
        }
    }
}
