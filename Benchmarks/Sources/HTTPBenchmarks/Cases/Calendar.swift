import BenchmarkReport
import BookedBarber

extension Case {
    /// Each of the barbers on a part of the connections.
    static var calendar: Case {
        Case(
            id: "http-calendar",
            title: "GET /v1/barbers/{barber}/calendar, \(ShopDay.appointments) appointments, no cache, 64 connections",
            unit: "requests/s", reference: "a fixed response of the same process",
            measure: { round in
                let (server, day) = (round.server, round.server.day)
                let requests = day.clients.indices.map { place in
                    let barber = day.barbers[place % day.barbers.count]
                    return HTTPRequest(
                        "/v1/barbers/\(barber.user.id)/calendar?date=\(day.date)", port: server.ports.uncached,
                        token: barber.token)
                }
                return try await Load(requests, port: server.ports.uncached).sample(round) { place, body in
                    body.contains("\"barber_id\":\(day.barbers[place % day.barbers.count].user.id)")
                        && body.split(separator: "\"starts_at\":").count == ShopDay.appointments + 1
                }
            }, measureReference: fixed)
    }
}
