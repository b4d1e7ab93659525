import Logging
import NIOCore

extension ValueRule where Value == String {
    static var host: Self {
        Self(
            allowed: "a host name or address, such as 127.0.0.1 (this machine only) or 0.0.0.0 (everybody)",
            parse: { text in
                let isAllowed = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".:-_%".contains($0)) }
                return !text.isEmpty && text.count <= 253 && isAllowed ? text : nil
            }, render: { .text($0) })
    }

    /// Braces would choose a Redis Cluster slot, and blanks can't be typed into most Redis tools.
    static var keyPrefix: Self {
        Self(
            allowed: "1 to 64 printable ASCII characters without blanks and braces",
            parse: { text in
                let isAllowed = text.unicodeScalars.allSatisfy {
                    (33...126).contains($0.value) && !"{}".contains(Character($0))
                }
                return (1...64).contains(text.count) && isAllowed ? text : nil
            }, render: { .text($0) })
    }
}

extension ValueRule where Value == Set<String> {
    static var addresses: Self {
        Self(
            allowed: "IP addresses with commas between them, such as 10.0.0.7, 10.0.0.8",
            parse: { text in
                let addresses = text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { String($0.filter { $0 != " " }) }
                let isAllowed = addresses.allSatisfy { (try? SocketAddress(ipAddress: $0, port: 0)) != nil }
                return isAllowed ? Set(addresses) : nil
            }, render: { $0.isEmpty ? .none : .text($0.sorted().joined(separator: ", ")) })
    }
}

extension ValueRule where Value == String? {
    static var folder: Self {
        Self(
            allowed: "a folder's path",
            parse: { text in text.isEmpty || text.contains("\0") ? .none : .some(text) },
            render: { $0.map { .text($0) } ?? .none })
    }
}

extension ValueRule where Value == Secret? {
    /// - Parameter schemes: the allowed beginnings, without "://".
    static func url(_ schemes: [String], example: String, alsoKeywords: Bool = false) -> Self {
        Self(
            allowed: "a URL like \(example)",
            parse: { text in
                if let scheme = text.firstRange(of: "://") {
                    let isKnown = schemes.contains(text[..<scheme.lowerBound].lowercased())
                    let rest = text[scheme.upperBound...]
                    return isKnown && !rest.isEmpty && !rest.contains(where: \.isWhitespace)
                        ? .some(Secret(url: text)) : .none
                }
                return alsoKeywords && text.contains("=") ? .some(Secret(url: text)) : .none
            }, render: { $0.map { .text($0.shown) } ?? .none })
    }

    /// A URL that is itself a secret, as chat webhooks are.
    static func secretURL(example: String) -> Self {
        Self(
            allowed: "a URL like \(example)",
            parse: { text in
                let isURL = ["https://", "http://"].contains { text.hasPrefix($0) && text.count > $0.count }
                return isURL && !text.contains(where: \.isWhitespace) ? .some(Secret(text)) : .none
            }, render: { $0.map { .text($0.shown) } ?? .none })
    }

    static func secret(_ length: ClosedRange<Int>) -> Self {
        Self(
            allowed: "\(length.lowerBound) to \(length.upperBound) characters without blanks",
            parse: { text in
                length.contains(text.count) && !text.contains(where: \.isWhitespace) ? .some(Secret(text)) : .none
            }, render: { $0.map { .text($0.shown) } ?? .none })
    }
}

extension ValueRule where Value == Logger.Level {
    static var logLevel: Self {
        let names = Logger.Level.allCases.map(\.rawValue)
        return Self(
            allowed: "one of \(names.joined(separator: ", "))",
            parse: { text in
                // What many other programs call it.
                text.lowercased() == "warn" ? .warning : Logger.Level(rawValue: text.lowercased())
            }, render: { .text($0.rawValue) })
    }
}
