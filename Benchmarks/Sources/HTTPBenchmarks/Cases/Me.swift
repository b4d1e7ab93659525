import BenchmarkReport
import BookedBarber

extension Case {
    /// Each connection is another client's.
    static var me: Case {
        Case(
            id: "http-me", title: "GET /v1/me, from the cache, 64 connections", unit: "requests/s",
            reference: "a fixed response of the same process",
            measure: { round in
                let server = round.server
                let requests = server.day.clients.map {
                    HTTPRequest("/v1/me", port: server.ports.cached, token: $0.token)
                }
                return try await Load(requests, port: server.ports.cached).sample(round) { place, body in
                    body.contains("\"email\":\"\(server.day.clients[place].user.email)\"")
                }
            }, measureReference: fixed)
    }

    /// With the same fields in the requests.
    static let fixed: Side = { round in
        let server = round.server
        let requests = server.day.clients.map {
            HTTPRequest(FixedResponse.path, port: server.ports.fixed, token: $0.token)
        }
        return try await Load(requests, port: server.ports.fixed).sample(round) { _, body in
            body.contains("\"email\":\"\(server.day.clients[0].user.email)\"")
        }
    }
}
