import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP/1.1 client for tests: one connection per request, closed after it, nothing retried or followed.
public struct TestHTTPClient: Sendable {
    public typealias Response = (status: Int, headers: [(String, String)], body: [UInt8])

    public let host: String
    public let port: Int

    public init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    /// Sends one request and reads the whole answer.
    ///
    /// `Host`, `Connection: close` and, with a body, `Content-Length` are added when not given.
    ///
    /// - Throws: ``TestHTTPError`` when the connection can't be made, is closed before the answer is complete, or the
    ///   answer is not complete within `timeout`.
    public func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        timeout: Duration = .seconds(30)
    ) async throws -> Response {
        let connection = try await TestHTTPConnection.open(self, timeout: timeout)
        do {
            let response = try await connection.request(
                method, path, headers: headers + Self.close(unlessIn: headers), body: body, timeout: timeout)
            await connection.close()
            return response
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func close(unlessIn headers: [(String, String)]) -> [(String, String)] {
        headers.contains { $0.0.lowercased() == "connection" } ? [] : [("Connection", "close")]
    }
}

/// What went wrong with a test's request, and which one it was.
public struct TestHTTPError: Error, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether the answer was not complete in its time.
    public let timedOut: Bool

    init(_ description: String, timedOut: Bool = false) {
        self.description = description
        self.timedOut = timedOut
    }
}
