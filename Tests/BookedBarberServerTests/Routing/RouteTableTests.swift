import HTTPTypes
import Testing

@testable import BookedBarberServer

@Suite struct RouteTableTests {
    private let table = RouteTable.all(ServerConfiguration(), isCurrent: { true }).table

    @Test(arguments: [
        (HTTPRequest.Method.put, "/v1/me", "GET, HEAD, PATCH"), (.get, "/v1/sessions", "POST"),
        (.delete, "/v1/appointments/7", "GET, HEAD"), (.patch, "/v1/barbers/7/schedule", "GET, HEAD, PUT"),
        (.get, "/v1/barbers/7/time-off/8", "DELETE"), (.post, "/healthz", "GET, HEAD"),
    ])
    func `A known path says which methods it has`(method: HTTPRequest.Method, path: String, allowed: String) {
        let problem = table.problemForUnroutedRequest(method: method, path: path)

        #expect(problem.kind == .methodNotAllowed)
        #expect(problem.fields[.allow] == allowed)
    }

    @Test(arguments: ["/", "/v1", "/v1/nothing", "/v1/appointments/7/explode", "/v2/me", "/v1/me/extra"])
    func `An unknown path is not found`(path: String) {
        #expect(table.problemForUnroutedRequest(method: .get, path: path) == .notFound)
    }
}
