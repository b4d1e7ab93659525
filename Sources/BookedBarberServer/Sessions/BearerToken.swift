import HTTPTypes

/// The token in `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
enum BearerToken {
    /// Nil when there is no such field, or one of another scheme.
    static func of(_ fields: HTTPFields) -> String? {
        guard let field = fields[.authorization] else { return nil }
        let blank = UInt8(ascii: " ")
        let parts = field.utf8.split(separator: blank, maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, String(Substring(parts[0])).lowercased() == "bearer" else { return nil }
        let token = parts[1].drop { $0 == blank }
        guard !token.isEmpty, token.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return String(Substring(token))
    }
}
