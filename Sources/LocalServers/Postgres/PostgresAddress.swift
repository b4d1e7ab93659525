import Foundation

/// Spells connection URLs as libpq reads them.
struct PostgresAddress: Sendable {
    var socketDirectory: String
    var port: Int

    func socketURL(user: String, password: String, database: String) -> String {
        let host = Self.escaped(socketDirectory)
        return "postgresql://\(Self.escaped(user)):\(Self.escaped(password))@/\(Self.escaped(database))"
            + "?host=\(host)&port=\(port)"
    }

    func tcpURL(user: String, password: String, database: String) -> String {
        "postgresql://\(Self.escaped(user)):\(Self.escaped(password))@127.0.0.1:\(port)/\(Self.escaped(database))"
    }

    /// The same, but slashes stay.
    static func escapedPath(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { escaped(String($0)) }
            .joined(separator: "/")
    }

    /// Every byte outside of RFC 3986's unreserved characters is written as %XX.
    static func escaped(_ text: String) -> String {
        let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return text.utf8.reduce(into: "") { result, byte in
            if unreserved.contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
    }
}
