import BookedBarber
import HTTPTypes
import Postgres

/// When a barber works. The barber, a manager and the owner may change it.
enum ScheduleRoutes {
    static let all = [schedule, replaceHours, addTimeOff, removeTimeOff]

    static let schedule = Route.on(
        .get, "/v1/barbers/{barber}/schedule",
        Operation("getSchedule", "A barber's weekly hours and time off", tag: .schedules) { operation in
            operation.parameters = ParameterDescription.path(Parameters.barber)
            operation.details = "Its ETag is the schedule's version, for If-Match."
        }
    ) { call in
        let barber = try call.value(Parameters.barber)
        let access = try await call.backend.barbers.access(of: call.caller, to: barber)
        guard let schedule = try await call.backend.schedules.find(barber, at: call.now) else {
            throw Problem.notFound
        }
        return Reply(ScheduleBody(schedule, showsReasons: access != nil))
    }

    static let replaceHours = Route.on(
        .put, "/v1/barbers/{barber}/schedule", taking: NewHoursBody.self,
        Operation("replaceHours", "Replace a barber's weekly hours", tag: .schedules) { operation in
            operation.parameters = ParameterDescription.path(Parameters.barber)
            operation.requiresMatch = true
            operation.problems = [.forbidden]
            operation.details = "Appointments that were booked in hours which are no longer worked stay."
        }
    ) { call, body in
        let barber = try call.value(Parameters.barber)
        let hours = try body.hours.map { try $0.hours }
        let version = try await call.expectedVersion {
            guard let schedule = try await call.backend.schedules.find(barber, at: call.now) else {
                throw Problem.notFound
            }
            return schedule.version
        }
        let schedule = try await call.backend.schedules.replaceHours(
            of: barber, with: hours, by: call.caller, expecting: version, at: call.now)
        return Reply(ScheduleBody(schedule, showsReasons: true))
    }

    static let addTimeOff = Route.on(
        .post, "/v1/barbers/{barber}/time-off", taking: NewTimeOffBody.self,
        Operation("addTimeOff", "Add time off", tag: .schedules) { operation in
            operation.parameters = ParameterDescription.path(Parameters.barber)
            operation.success = .created
            operation.problems = [.forbidden]
            operation.details = "Appointments that were booked in it stay."
        }
    ) { call, body in
        guard body.startsAt.date < body.endsAt.date else {
            throw Problem.invalid(Violation(.body(["ends_at"]), "must be later than starts_at"))
        }
        let timeOff = try await call.backend.schedules.addTimeOff(
            of: call.value(Parameters.barber), during: body.startsAt.date..<body.endsAt.date,
            reason: body.reason ?? "", by: call.caller, at: call.now)
        return Reply(TimeOffBody(timeOff, showsReason: true))
    }

    static let removeTimeOff = Route.on(
        .delete, "/v1/barbers/{barber}/time-off/{time_off}",
        Operation("removeTimeOff", "Remove time off", tag: .schedules) { operation in
            operation.parameters = ParameterDescription.path(Parameters.barber, Parameters.timeOff)
            operation.success = .noContent
            operation.problems = [.forbidden]
        }
    ) { call in
        try await call.backend.schedules.removeTimeOff(
            call.value(Parameters.timeOff), of: call.value(Parameters.barber), by: call.caller, at: call.now)
        return Reply(NoBody())
    }
}
