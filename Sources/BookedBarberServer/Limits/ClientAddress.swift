/// Which network address a request is counted for.
///
/// Without trusted proxies it is the peer's. With them it is the last address in `X-Forwarded-For` that isn't one of
/// them: what stands further left was written by the client and proves nothing.
enum ClientAddress {
    static func of(peer: String?, forwardedFor: [String], trustedProxies: Set<String>) -> String {
        guard let peer else { return "local" }
        guard trustedProxies.contains(peer) else { return identity(peer) }
        let hops = forwardedFor.joined(separator: ",").split(separator: ",")
            .map { hop in String(hop.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }) }
        let client = hops.last { !trustedProxies.contains($0) && isPlausible($0) } ?? peer
        return identity(client)
    }

    /// An IPv6 customer has a whole /64: its first four groups are what is counted.
    private static func identity(_ address: String) -> String {
        let bytes = address.utf8
        guard bytes.contains(UInt8(ascii: ":")), !bytes.contains(UInt8(ascii: ".")) else { return address }
        let halves = address.split(separator: "%", maxSplits: 1)[0]
            .components(separatedByDoubleColon: "::")
        let head = halves.head.split(separator: ":").map(String.init)
        let tail = halves.tail.split(separator: ":").map(String.init)
        let zeros = max(0, 8 - head.count - tail.count)
        let groups = head + Array(repeating: "0", count: zeros) + tail
        return groups.prefix(4).map { $0.lowercased() }.joined(separator: ":") + "::/64"
    }

    private static func isPlausible(_ address: String) -> Bool {
        !address.isEmpty && address.utf8.count <= 45
            && address.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
                    true
                default: false
                }
            }
    }
}

extension StringProtocol {
    /// The text before and after the only `::`; without one everything is the head.
    fileprivate func components(separatedByDoubleColon separator: String) -> (head: SubSequence, tail: SubSequence) {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(separator) {
                return (self[..<index], self[self.index(index, offsetBy: 2)...])
            }
            index = self.index(after: index)
        }
        return (self[...], self[endIndex...])
    }
}
