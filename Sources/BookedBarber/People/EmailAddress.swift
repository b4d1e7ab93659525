/// An email address in the one form it is stored and looked up in: trimmed and lower case.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Accepts printable ASCII of the form `local@domain.tld`, up to 254 characters (RFC 5321, 4.5.3.1).
    /// - Throws: ``DomainError/Code/invalid`` for the field "email".
    public init(_ text: String) throws(DomainError) {
        let address = text.trimmedASCII.lowercased()
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard
            address.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), Self.isDomain(parts[1])
        else {
            throw .invalid("email", "An email address looks like name@example.com.")
        }
        description = address
    }

    private static func isDomain(_ domain: Substring.UTF8View) -> Bool {
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { character in
                        switch character {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "-"):
                            true
                        default: false
                        }
                    }
            }
    }
}
