import BookedBarber
import Foundation
import HTTPTypes
import Testing

@testable import BookedBarberServer

/// Every route, asked for things of the Berlin shop by people who have nothing to do with them.
@Suite struct AuthorizationTests {
    /// What a route is about.
    enum Subject {
        /// Nobody's: anybody may ask.
        case open
        /// The caller's own things.
        case own
        /// Things of one appointment: only its client, its barber, and who runs the shop.
        case appointment
        /// Things that only the shop's management and the barber may use.
        case barber
        /// Things that only the shop's management may see.
        case management
        /// Whoever is signed in may look.
        case signedIn
        /// Things of the whole program: only its administrators.
        case administration
        /// Booking: anybody may book for themselves; in somebody else's name only staff.
        case booking
    }

    static let subjects: [String: Subject] = [
        "signUp": .open, "signIn": .open, "signOut": .own, "getMe": .own, "changeMe": .own,
        "listShops": .open, "getShop": .open, "listServices": .open, "listBarbers": .open, "getBarber": .open,
        "getAvailability": .open, "listMyShops": .own,
        "getSchedule": .signedIn, "replaceHours": .barber, "addTimeOff": .barber, "removeTimeOff": .barber,
        "bookAppointment": .booking, "getAppointment": .appointment, "rescheduleAppointment": .appointment,
        "listMyAppointments": .own, "getCalendar": .barber,
        "confirmAppointment": .appointment, "startAppointment": .appointment, "completeAppointment": .appointment,
        "markNoShow": .appointment, "cancelAppointment": .appointment,
        "createPayment": .appointment, "getPayment": .appointment, "getPaymentOfAppointment": .appointment,
        "refundPayment": .appointment, "listRefunds": .appointment,
        "revenueByDay": .management, "revenueByBarber": .management, "revenueByShop": .own,
        "topServices": .management, "getAttendance": .management, "busiestHours": .management,
        "topClients": .management, "getLifetimeValue": .management,
        "receiveStripeEvent": .open, "isAlive": .open, "isReady": .open, "getDocument": .open,
        "getCache": .administration, "getCacheEntries": .administration,
    ]

    private let routes = RouteTable.all(ServerConfiguration(), isCurrent: { true }).table.routes

    @Test func `Every route is in this table`() {
        #expect(Set(routes.map(\.operation.id)) == Set(Self.subjects.keys))
        for route in routes {
            #expect((route.operation.access == .anyone) == (Self.subjects[route.operation.id] == .open))
        }
    }

    @Test func `Without a session every route that isn't open is 401`() async throws {
        try await TestApplication.run("authorization") { [routes] app in
            let things = try await Things(app)
            for route in routes where route.operation.access != .anyone {
                let reply = try await things.ask(route, as: nil)
                #expect(reply.status == 401, "\(route.operation.id)")
            }
        }
    }

    @Test func `Another shop's people, and other clients, find nothing`() async throws {
        try await TestApplication.run("authorization") { [routes] app in
            let things = try await Things(app)
            var asked = 0
            for route in routes {
                for (name, person) in Self.strangers(to: Self.subjects[route.operation.id] ?? .open, app.world) {
                    let reply = try await things.ask(route, as: person)
                    #expect(reply.status == 404, "\(route.operation.id) as \(name): \(reply.status) \(reply.json)")
                    #expect(reply.problem == "not-found")
                    asked += 1
                }
            }
            #expect(asked > 100)
            try await things.expectUntouched()
        }
    }

    @Test func `What is somebody else's is answered like what doesn't exist`() async throws {
        try await TestApplication.run("authorization") { [routes] app in
            let things = try await Things(app)
            let nothing = Things(nothingIn: app)
            for route in routes {
                for (name, person) in Self.strangers(to: Self.subjects[route.operation.id] ?? .open, app.world) {
                    let foreign = try await things.ask(route, as: person)
                    let missing = try await nothing.ask(route, as: person)
                    for member in ["type", "title", "status", "detail", "errors"] {
                        #expect(foreign.json[member] == missing.json[member], "\(route.operation.id) as \(name)")
                    }
                }
            }
        }
    }

    @Test func `Nobody is booked for by a stranger`() async throws {
        try await TestApplication.run("authorization") { app in
            let client: [String: JSONValue] = ["client_id": .integer(Int(app.world.berlin.client.id))]
            let newYork = app.world.newYork
            for person in newYork.staff + [newYork.client] {
                let reply = try await app.book(as: person, extra: client)
                #expect(reply.status == 404, "\(reply.json)")
            }
        }
    }

    @Test func `The shop's own people find what is theirs`() async throws {
        try await TestApplication.run("authorization") { app in
            let things = try await Things(app)
            let berlin = app.world.berlin
            for route in routes where route.method == .get {
                let people: [Person] =
                    switch Self.subjects[route.operation.id] ?? .open {
                    case .appointment: berlin.staff + [berlin.client]
                    case .barber: berlin.staff
                    case .management: [berlin.owner, berlin.manager]
                    case .own, .signedIn, .booking: [berlin.client]
                    case .open, .administration: []
                    }
                for person in people {
                    let reply = try await things.ask(route, as: person)
                    #expect(reply.status == 200, "\(route.operation.id): \(reply.json)")
                }
            }
        }
    }

    private static func strangers(to subject: Subject, _ world: World) -> [(String, Person)] {
        let (berlin, newYork) = (world.berlin, world.newYork)
        let others = [
            ("other owner", newYork.owner), ("other manager", newYork.manager), ("other barber", newYork.barber),
            ("other client", newYork.client),
        ]
        return switch subject {
        case .open, .own, .signedIn, .booking: []
        case .appointment: others + [("second client", berlin.otherClient), ("colleague", berlin.colleague)]
        case .barber: others + [("client", berlin.client), ("second client", berlin.otherClient)]
        case .management: others + [("client", berlin.client), ("barber", berlin.barber)]
        case .administration: others + [("client", berlin.client), ("owner", berlin.owner)]
        }
    }
}

/// Things of the Berlin shop that somebody may ask for, or numbers that stand for nothing.
struct Things: Sendable {
    let app: TestApplication
    private let values: [String: String]
    private let body: [String: JSONValue]

    init(_ app: TestApplication) async throws {
        let (appointment, payment) = try await app.pending()
        _ = try await app.stripe(app.succeeded(payment))
        let berlin = app.world.berlin
        let timeOff = try await app.send(
            "POST", "/v1/barbers/\(berlin.barber.id)/time-off", as: berlin.owner,
            ["starts_at": "2026-12-24T08:00:00Z", "ends_at": "2026-12-25T08:00:00Z"])
        guard case .integer(let paymentID)? = payment["id"], case .integer(let timeOffID)? = timeOff.json["id"],
            let appointmentID = appointment.split(separator: "/").last
        else { throw CancellationError() }
        self.init(
            app,
            values: [
                "appointment": String(appointmentID), "payment": "\(paymentID)", "time_off": "\(timeOffID)",
                "shop": "\(berlin.shop.id)", "barber": "\(berlin.barber.id)", "client": "\(berlin.client.id)",
            ])
    }

    init(nothingIn app: TestApplication) {
        let names = ["payment", "time_off", "shop", "barber", "client"]
        let values = Dictionary(uniqueKeysWithValues: names.map { ($0, "999999") })
        self.init(app, values: values.merging(["appointment": "2026110000999999"]) { $1 })
    }

    private init(_ app: TestApplication, values: [String: String]) {
        self.app = app
        self.values = values
        body = [
            "starts_at": "2026-11-25T09:00:00Z", "ends_at": "2026-11-25T10:00:00Z", "hours": [], "amount": 1,
            "full_name": "Somebody", "barber_id": 1, "service_id": 1, "email": "x@example.com", "password": "password",
        ]
    }

    func ask(_ route: Route, as person: Person?) async throws -> Received {
        var path = values.reduce(route.path) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
        path += "?date=2026-11-24&from=2026-11-23&to=2026-11-24&service=\(app.world.berlin.haircut.id)"
        return try await app.send(
            route.method.rawValue, path, as: person, route.request == nil ? nil : .object(body),
            key: UUID().uuidString, match: route.operation.requiresMatch ? "*" : nil)
    }

    /// Nothing of what was asked in vain has happened.
    func expectUntouched() async throws {
        let owner = app.world.berlin.owner
        let appointment = try await app.get("/v1/appointments/\(values["appointment"] ?? "")", as: owner)
        #expect(appointment.json["appointment"]?["version"] == 1)
        let payment = try await app.get("/v1/payments/\(values["payment"] ?? "")", as: owner)
        #expect(payment.json["refunded"]?["amount"] == 0)
        let schedule = try await app.get("/v1/barbers/\(values["barber"] ?? "")/schedule", as: owner)
        guard case .array(let timeOff)? = schedule.json["time_off"] else { return #expect(Bool(false)) }
        #expect(timeOff.count == 1)
    }
}
