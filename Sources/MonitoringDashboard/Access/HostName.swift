/// The host of a `Host` or `Origin` field, or of a configuration, without its port.
struct HostName: Hashable, Sendable {
    /// In lower case, IPv6 without brackets.
    let text: String

    init(_ authority: String) {
        let authority = authority.lowercased()
        if authority.hasPrefix("[") {
            text = String(authority.dropFirst().prefix { $0 != "]" })
        } else if authority.filter({ $0 == ":" }).count > 1 {
            text = authority
        } else {
            text = String(authority.prefix { $0 != ":" })
        }
    }

    /// Whether it can't be a name, which somebody else's DNS server would resolve.
    var isAddress: Bool { isIPv4 || isIPv6 }

    var isLoopback: Bool { text == "localhost" || text == "::1" || isIPv4 && text.hasPrefix("127.") }

    private var isIPv4: Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } && UInt8(part) != nil
            }
    }

    private var isIPv6: Bool {
        text.contains(":") && text.utf8.allSatisfy { byte in "0123456789abcdef:.".utf8.contains(byte) }
    }
}
