internal import Foundation

/// An `http` or `https` URL, taken apart. Path and query are often a secret: they stand in no description.
package struct EndpointURL: Sendable, Equatable {
    package let isSecure: Bool
    /// Without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// Path and query, percent-encoded.
    package let target: String

    /// - Throws: ``EndpointURLError``, which doesn't repeat the URL.
    package init(_ text: String) throws(EndpointURLError) {
        guard let parts = URLComponents(string: text, encodingInvalidCharacters: false) else {
            throw EndpointURLError("can't be read: characters that a URL must not have are to be percent-encoded")
        }
        switch parts.scheme?.lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw EndpointURLError("must begin with https:// or http://")
        }
        guard parts.user == nil, parts.password == nil else {
            throw EndpointURLError("must not have a user or a password")
        }
        let host = (parts.host ?? "").trimmingCharacters(in: ["[", "]"])
        guard !host.isEmpty else { throw EndpointURLError("has no host") }
        let port = parts.port ?? (isSecure ? 443 : 80)
        guard (1...65_535).contains(port) else { throw EndpointURLError("has a port that is not between 1 and 65535") }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        (self.host, self.port) = (host, port)
        target = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    /// Host and, unless it is the scheme's own, port.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether it leads to this machine only.
    package var isLoopback: Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host.lowercased() == "localhost" || host == "::1"
            || octets.count == 4 && octets[0] == 127 && !octets.contains(nil)
    }
}

extension EndpointURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(isSecure ? "https" : "http")://\(authority)/…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["authority": authority]) }
}

/// What is wrong with a URL, without the URL.
package struct EndpointURLError: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
