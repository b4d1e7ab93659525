import Foundation

/// Where browsers find the monitor, by a reverse proxy: `https://monitor.example.com`.
struct PublicURL: Sendable, Hashable {
    let isHTTPS: Bool
    let host: HostName
    /// As browsers write it in an `Origin` field (RFC 6454, section 6.2): in lower case, without the scheme's own port.
    let origin: String

    /// - Throws: ``MonitoringConfigurationError`` for all but a scheme, a host and perhaps a port.
    init(_ text: String) throws {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = url.host?.lowercased(), !host.isEmpty,
            url.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw Self.error(text, "it must be http or https and a host") }
        guard url.user == nil, url.password == nil else { throw Self.error(text, "it must have no user") }
        guard ["", "/"].contains(url.path), url.query == nil, url.fragment == nil else {
            throw Self.error(text, "the monitor's pages are at the root of a host: it must have no path")
        }
        isHTTPS = scheme == "https"
        self.host = HostName(host)
        let port = url.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        origin = "\(scheme)://\(host)\(port)"
    }

    private static func error(_ text: String, _ reason: String) -> MonitoringConfigurationError {
        // A password may stand before the sign.
        let value = text.contains("@") ? "isn't allowed" : "is '\(text)'"
        return MonitoringConfigurationError("publicURL \(value): \(reason), such as https://monitor.example.com.")
    }
}
