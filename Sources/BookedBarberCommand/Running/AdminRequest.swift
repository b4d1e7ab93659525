import NIOCore
import NIOHTTP1

/// What is asked of a running server.
struct AdminRequest: Sendable {
    var method = HTTPMethod.GET
    /// A path with its query, percent-encoded.
    var target: String
    /// JSON; empty when the method has none.
    var body = ""
    /// An answer that takes longer is given up.
    var longest = TimeAmount.seconds(10)

    /// - Parameters:
    ///   - host: without brackets, also where it is an IPv6 address.
    func head(host: String, port: Int, token: String) -> HTTPRequestHead {
        var fields = HTTPHeaders([
            ("Host", host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"),
            ("Authorization", "Bearer \(token)"),
            ("Connection", "close"),
        ])
        if !body.isEmpty {
            fields.add(name: "Content-Type", value: "application/json")
            fields.add(name: "Content-Length", value: "\(body.utf8.count)")
        }
        return HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: fields)
    }
}
