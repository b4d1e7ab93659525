/// The cookie that holds a session.
struct SessionCookie: Sendable {
    let isSecure: Bool

    /// With TLS the browser itself sees to it that no other host has set it (RFC 6265bis, `__Host-`).
    var name: String { isSecure ? "__Host-monitor_session" : "monitor_session" }

    /// The session in a `Cookie` field.
    func session(in field: String?) -> String? {
        for pair in (field ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
            return parts[1].utf8.count <= 512 ? String(parts[1]) : nil
        }
        return nil
    }

    /// The `Set-Cookie` field. It ends with the browser's own session.
    func field(_ token: String) -> String { "\(name)=\(token); Path=/; HttpOnly; SameSite=Strict\(secure)" }

    var removingField: String { "\(name)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0\(secure)" }

    private var secure: String { isSecure ? "; Secure" : "" }

    /// Whether a token may stand in a cookie as it is (RFC 6265, `cookie-octet`).
    static func permits(_ token: String) -> Bool {
        !token.isEmpty && token.utf8.count <= 512
            && token.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\",;\\".utf8.contains($0) }
    }
}
