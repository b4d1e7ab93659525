import BookedBarber
import Hummingbird
import Testing

@testable import BookedBarberServer

@Suite struct DocumentTests {
    @Test func `The document that is served is the one of the routes that are registered`() async throws {
        try await TestApplication.run("document") { app in
            let backend = app.repositories
            let state = ServerState(
                configuration: ServerConfiguration(), backend: backend, cache: nil, now: { TestTime.start })
            let router = try BookedBarberApplication.router(state, isCurrent: { true })
            let registered = router.routes.map { "\($0.method.rawValue) \($0.path)" }

            let reply = try await app.get("/openapi.json")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply.json["openapi"] == "3.1.0")
            guard case .object(let paths)? = reply.json["paths"] else { return #expect(Bool(false)) }
            let documented = paths.flatMap { path, item -> [String] in
                guard case .object(let operations) = item else { return [] }
                return operations.keys.map { "\($0.uppercased()) \(path)" }
            }

            #expect(documented.sorted() == registered.sorted())
        }
    }
}
