import BenchmarkReport
import Dispatch

/// A GET request as it is sent, again and again.
struct HTTPRequest: Sendable {
    let path: String
    let bytes: [UInt8]

    init(_ path: String, port: Int, token: String? = nil) {
        self.path = path
        var lines = ["GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Accept: application/json"]
        if let token { lines.append("Authorization: Bearer \(token)") }
        bytes = Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    }
}

extension HTTPRequest {
    /// Asks once, on a connection of its own and a thread of its own.
    func answer(from port: Int) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                var buffer = [UInt8](repeating: 0, count: 64 << 10)
                continuation.resume(with: Result { try LoadConnection(self, port: port).exchange(&buffer) })
            }
        }
    }
}
