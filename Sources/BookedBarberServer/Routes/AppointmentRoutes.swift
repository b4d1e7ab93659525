import BookedBarber
import HTTPTypes
import Postgres

/// Booking, and what becomes of an appointment.
enum AppointmentRoutes {
    static let all = [book, appointment, reschedule, mine, calendar] + actions

    /// Which of one's own appointments.
    enum When: String, CaseIterable, ParameterValue {
        case upcoming, past

        static var parameterSchema: Schema { .choice(allCases.map(\.rawValue)) }
        init?(parameter text: String) { self.init(rawValue: text) }
    }

    static let when = QueryParameter<When>("when", "`upcoming` (the next one first) or `past` (the latest first).")
    static let days = QueryParameter<Int>(
        "days", "How many days: 1 for a day (when it isn't said), 7 for a week.", schema: .integer(1...31))

    static let book = Route.on(
        .post, "/v1/appointments", taking: BookingBody.self,
        Operation("bookAppointment", "Book an appointment", tag: .appointments) { operation in
            operation.success = .created
            operation.isIdempotent = true
            operation.problems = [.forbidden, .notFound, .slotTaken, .slotUnavailable]
            operation.details = """
                A client's booking is pending until the shop confirms it; what staff book for somebody is confirmed. \
                A slot that was taken meanwhile is 409 with `next_free_slots`.
                """
        },
        explaining: sayWhatIsFree
    ) { call, body in
        let request = try BookingRequest(
            barberID: body.barberID, serviceID: body.serviceID, clientID: body.clientID,
            startsAt: body.startsAt.date, notes: body.notes ?? "")
        let appointment = try await call.backend.appointments.book(
            request, by: call.caller, at: call.now, in: call.writing)
        return Reply(AppointmentBody(appointment))
    }

    static let appointment = Route.on(
        .get, "/v1/appointments/{appointment}",
        Operation("getAppointment", "One appointment", tag: .appointments) { operation in
            operation.parameters = ParameterDescription.path(Parameters.appointment)
            operation.details = "Its ETag is the appointment's version, for If-Match."
        }
    ) { call in
        Reply(AppointmentDetailsBody(try await find(call)))
    }

    static let mine = Route.on(
        .get, "/v1/me/appointments",
        Operation("listMyAppointments", "One's own appointments as a client", tag: .appointments) { operation in
            operation.isCacheable = true
            operation.parameters = ParameterDescription.query(when, Parameters.after, Parameters.limit)
        }
    ) { call in
        let cursor = try call.value(Parameters.after).map { text throws(Problem) in
            guard let cursor = PageCursor(text) else {
                throw .invalid(Violation(.query(Parameters.after.name), "must be `next` of an earlier page"))
            }
            return cursor
        }
        let limit = try call.value(Parameters.limit) ?? Parameters.standardLimit
        let (client, appointments) = try (call.caller.id, call.backend.appointments)
        let page =
            switch try call.value(when) ?? .upcoming {
            case .upcoming: try await appointments.upcoming(of: client, at: call.now, after: cursor, limit: limit)
            case .past: try await appointments.past(of: client, at: call.now, after: cursor, limit: limit)
            }
        return Reply(
            PageBody(items: page.items.map(AppointmentDetailsBody.init), next: page.next.map { "\($0)" }))
    }

    static let calendar = Route.on(
        .get, "/v1/barbers/{barber}/calendar",
        Operation("getCalendar", "A barber's appointments on some days", tag: .appointments) { operation in
            operation.isCacheable = true
            operation.parameters =
                ParameterDescription.path(Parameters.barber)
                + ParameterDescription.query(Parameters.date, days)
            operation.details = "For the barber, a manager and the owner. Cancelled appointments are among them."
        }
    ) { call in
        let calendar = try await call.backend.appointments.calendar(
            of: call.value(Parameters.barber), from: call.required(Parameters.date), days: call.value(days) ?? 1,
            for: call.caller)
        return Reply(CalendarBody(calendar))
    }

    static let reschedule = Route.on(
        .post, "/v1/appointments/{appointment}/reschedule", taking: RescheduleBody.self,
        Operation("rescheduleAppointment", "Move an appointment to another time", tag: .appointments) { operation in
            operation.parameters = ParameterDescription.path(Parameters.appointment)
            operation.requiresMatch = true
            operation.problems = [.forbidden, .transitionNotAllowed, .slotTaken, .slotUnavailable, .unavailable]
            operation.details = "With the same barber, at the price it was booked for."
        },
        explaining: sayWhatIsFree
    ) { call, body in
        let version = try await expectedVersion(call)
        let appointment = try await call.backend.appointments.reschedule(
            call.value(Parameters.appointment), to: body.startsAt.date, by: call.caller, expecting: version,
            at: call.now)
        return Reply(AppointmentBody(appointment))
    }

    /// Confirm, start, complete, no-show, cancel: one path each, so that who did what can be read from a log.
    static let actions: [Route] = [
        action("confirm", .confirm, "confirmAppointment", "Confirm an appointment (staff)"),
        action("start", .start, "startAppointment", "Begin an appointment (staff)"),
        action("complete", .complete, "completeAppointment", "Complete an appointment (staff)"),
        action("no-show", .markNoShow, "markNoShow", "Mark as no-show once the start has passed (staff)"),
        action("cancel", .cancel, "cancelAppointment", "Cancel an appointment (a client before it begins; staff)"),
    ]

    private static func action(_ name: String, _ action: AppointmentAction, _ id: String, _ summary: String) -> Route {
        .on(
            .post, "/v1/appointments/{appointment}/\(name)",
            Operation(id, summary, tag: .appointments) { operation in
                operation.parameters = ParameterDescription.path(Parameters.appointment)
                operation.requiresMatch = true
                operation.problems = [.forbidden, .transitionNotAllowed]
            }
        ) { call in
            let version = try await expectedVersion(call)
            let appointment = try await call.backend.appointments.change(
                call.value(Parameters.appointment), action, by: call.caller, expecting: version, at: call.now)
            return Reply(AppointmentBody(appointment))
        }
    }

    @Sendable private static func sayWhatIsFree(_ error: DomainError, _ call: Call, _ body: BookingBody) async
        -> any Error
    {
        guard error.code == .slotTaken else { return error }
        return await SlotTaken.problem(
            error, barber: body.barberID, service: body.serviceID, from: body.startsAt.date, call)
    }

    @Sendable private static func sayWhatIsFree(
        _ error: DomainError, _ call: Call, _ body: RescheduleBody
    ) async -> any Error {
        guard error.code == .slotTaken, let current = try? await find(call).appointment else { return error }
        return await SlotTaken.problem(
            error, barber: current.barberID, service: current.serviceID, from: body.startsAt.date, call)
    }

    private static func find(_ call: Call) async throws -> AppointmentDetails {
        let id = try call.value(Parameters.appointment)
        guard let details = try await call.backend.appointments.find(id, for: call.caller) else {
            throw Problem.notFound
        }
        return details
    }

    private static func expectedVersion(_ call: Call) async throws -> Int {
        try await call.expectedVersion { try await find(call).appointment.version }
    }
}
