import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("The HTTP client of the tests, against what is no HTTP server")
struct HTTPClientTests {
    @Test("bytes go as they are, and what comes back is returned")
    func raw() async throws {
        let client = TestHTTPClient(port: try await TestServers.redis().port)

        let open = try await client.rawRequest([Array("PI".utf8), Array("NG\r\n".utf8)], timeout: .milliseconds(300))
        let closed = try await client.rawRequest([Array("QUIT\r\n".utf8)], timeout: .seconds(20))

        #expect(String(decoding: open.bytes, as: UTF8.self).hasPrefix("-NOAUTH"))
        #expect(!open.closed)
        #expect(closed.closed)
    }

    @Test("an answer that is none, or no answer, is an error")
    func noAnswer() async throws {
        let postgres = TestHTTPClient(port: try await TestServers.postgres().port)
        let redis = TestHTTPClient(port: try await TestServers.redis().port)
        let nobody = TestHTTPClient(port: try LoopbackPort.free())

        for client in [postgres, redis, nobody] {
            let error = await #expect(throws: TestHTTPError.self) { try await client.request("GET", "/") }
            #expect(error?.timedOut == false)
        }
    }

    @Test("an answer that does not come in time is an error that says so")
    func late() async throws {
        try await TestServers.withOwnPostgres("late") { server in
            await server.suspend()
            let connection = try await TestHTTPConnection.open(TestHTTPClient(port: server.port))

            let error = await #expect(throws: TestHTTPError.self) {
                try await connection.request("GET", "/slow", timeout: .milliseconds(200))
            }
            await connection.close()

            #expect(error?.timedOut == true)
            #expect(error?.description.contains("GET /slow") == true)
        }
    }
}
