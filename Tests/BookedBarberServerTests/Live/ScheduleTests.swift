import BookedBarber
import Testing

@testable import BookedBarberServer

@Suite struct ScheduleTests {
    private let mornings: JSONValue = [
        "hours": [
            ["weekday": 1, "opens": "09:00", "closes": "12:30"], ["weekday": 5, "opens": "20:00", "closes": "24:00"],
        ]
    ]

    @Test func `The barber, a manager and the owner may change the hours`() async throws {
        try await TestApplication.run("schedules") { app in
            let berlin = app.world.berlin
            let path = "/v1/barbers/\(berlin.barber.id)/schedule"
            for person in berlin.staff {
                let tag = try #require(try await app.get(path, as: person)["ETag"])

                let reply = try await app.send("PUT", path, as: person, mornings, match: tag)

                #expect(reply.status == 200)
                #expect(reply.json["hours"] == mornings["hours"])
                #expect(reply["ETag"] != tag)
                #expect(try await app.send("PUT", path, as: person, mornings, match: tag).status == 412)
            }
            #expect(try await app.send("PUT", path, as: berlin.owner, mornings).status == 428)
        }
    }

    @Test func `Colleagues may look and not change, strangers find nothing to change`() async throws {
        try await TestApplication.run("schedules") { app in
            let (berlin, newYork) = (app.world.berlin, app.world.newYork)
            let path = "/v1/barbers/\(berlin.barber.id)/schedule"

            let colleague = try await app.send("PUT", path, as: berlin.colleague, mornings, match: "*")
            #expect(colleague.status == 403)
            for person in [berlin.client] + newYork.staff {
                #expect(try await app.send("PUT", path, as: person, mornings, match: "*").status == 404)
            }
        }
    }

    @Test func `Time off is added, takes slots away, and is removed`() async throws {
        try await TestApplication.run("schedules") { app in
            let berlin = app.world.berlin
            let path = "/v1/barbers/\(berlin.barber.id)"
            let slots = "\(path)/availability?date=2026-11-24&service=\(berlin.haircut.id)"
            let added = try await app.send(
                "POST", "\(path)/time-off", as: berlin.barber,
                ["starts_at": "2026-11-24T08:00:00Z", "ends_at": "2026-11-24T16:00:00Z", "reason": "dentist"])
            #expect(added.status == 201)
            #expect(added.json["reason"] == "dentist")
            #expect(try await app.get(slots).json["slots"] == [])

            let seenByClient = try await app.get("\(path)/schedule", as: berlin.client)
            guard case .array(let entries)? = seenByClient.json["time_off"] else { return #expect(Bool(false)) }
            #expect(entries.count == 1)
            #expect(entries[0]["reason"] == nil)
            let seenByStaff = try await app.get("\(path)/schedule", as: berlin.colleague)
            guard case .array(let reasons)? = seenByStaff.json["time_off"] else { return #expect(Bool(false)) }
            #expect(reasons[0]["reason"] == "dentist")

            guard case .integer(let id)? = added.json["id"] else { return #expect(Bool(false)) }
            #expect(try await app.send("DELETE", "\(path)/time-off/\(id)", as: berlin.manager).status == 204)
            #expect(try await app.send("DELETE", "\(path)/time-off/\(id)", as: berlin.manager).status == 404)
            #expect(try await app.get(slots).json["slots"] != [])
        }
    }

    @Test(
        arguments: [
            (["hours": [["weekday": 8, "opens": "09:00", "closes": "12:00"]]], "#/hours/0/weekday"),
            (["hours": [["weekday": 1, "opens": "9:00", "closes": "12:00"]]], "#/hours/0/opens"),
            (["hours": [["weekday": 1, "opens": "12:00", "closes": "09:00"]]], "#/hours"),
            (
                [
                    "hours": [
                        ["weekday": 1, "opens": "09:00", "closes": "12:00"],
                        ["weekday": 1, "opens": "11:00", "closes": "13:00"],
                    ]
                ], "#/hours"
            ),
            ([:], "#/hours"),
        ] as [(JSONValue, String)])
    func `Impossible hours are refused with their place`(body: JSONValue, pointer: String) async throws {
        try await TestApplication.run("schedules") { app in
            let berlin = app.world.berlin
            let reply = try await app.send(
                "PUT", "/v1/barbers/\(berlin.barber.id)/schedule", as: berlin.owner, body, match: "*")

            #expect(reply.status == 422)
            guard case .array(let errors)? = reply.json["errors"] else { return #expect(Bool(false)) }
            #expect(errors.first?["pointer"]?.text == pointer)
        }
    }
}
