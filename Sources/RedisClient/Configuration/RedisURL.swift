/// The parts of a URL (RFC 3986) that names a Redis.
struct RedisURL {
    var scheme: String
    var isEncrypted = false
    var user: String?
    var password: String?
    var address: RedisAddress
    /// The path, where the scheme has a database there.
    var database: String?
    var query: [(key: String, value: String)] = []

    init(_ url: String) throws(RedisError) {
        guard let mark = url.firstRange(of: "://") else {
            throw Self.wrong("it does not begin with a scheme such as redis://")
        }
        scheme = url[..<mark.lowerBound].lowercased()
        let rest = url[mark.upperBound...]
        let beforeQuery = rest.prefix { $0 != "?" && $0 != "#" }
        // An @ in a password that was not encoded would otherwise move part of it into the host.
        let credentialsEnd = beforeQuery.first == "/" ? nil : beforeQuery.lastIndex(of: "@")
        let authorityEnd = credentialsEnd ?? beforeQuery.startIndex
        let pathStart = beforeQuery[authorityEnd...].firstIndex(of: "/") ?? beforeQuery.endIndex
        let authority = beforeQuery[..<pathStart]
        let path = beforeQuery[pathStart...]

        if let at = authority.lastIndex(of: "@") {
            let credentials = authority[..<at]
            let colon = credentials.firstIndex(of: ":") ?? credentials.endIndex
            let name = try Self.decoded(credentials[..<colon], "the user")
            user = name.isEmpty ? nil : name
            password =
                colon == credentials.endIndex
                ? nil : try Self.decoded(credentials[credentials.index(after: colon)...], "the password")
        }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority

        switch scheme {
        case "redis", "rediss", "valkey", "valkeys":
            isEncrypted = scheme.hasSuffix("ss") || scheme == "valkeys"
            address = try Self.tcp(host)
            let name = try Self.decoded(path.dropFirst(), "the database")
            database = name.isEmpty ? nil : name
        case "redis+unix", "unix", "redis+socket":
            guard host.isEmpty, path.count > 1 else {
                throw Self.wrong("a \(scheme) URL has an absolute path after its credentials, and no host")
            }
            address = .unix(path: try Self.decoded(path, "the path"))
        default:
            throw Self.wrong("the scheme is \"\(scheme)\"; it may be redis, rediss, redis+unix or unix")
        }
        query = try Self.query(rest[beforeQuery.endIndex...].dropFirst())
    }

    private static func tcp(_ text: Substring) throws(RedisError) -> RedisAddress {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw wrong("the IPv6 address has no closing bracket") }
            host = text[text.index(after: text.startIndex)..<end]
            let after = text[text.index(after: end)...]
            guard after.isEmpty || after.first == ":" else { throw wrong("something follows the IPv6 address") }
            port = after.isEmpty ? nil : after.dropFirst()
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        let name = try decoded(host, "the host")
        guard !name.isEmpty else { throw wrong("it has no host") }
        guard let port else { return .tcp(host: name, port: 6379) }
        guard let number = Int(port), (1...65_535).contains(number) else {
            // What stands there may be a part of a password with a slash.
            throw wrong("the port is not a number from 1 to 65535; characters such as / in a password are encoded")
        }
        return .tcp(host: name, port: number)
    }

    private static func query(_ text: Substring) throws(RedisError) -> [(key: String, value: String)] {
        var result: [(key: String, value: String)] = []
        for part in text.split(separator: "&") {
            let equals = part.firstIndex(of: "=") ?? part.endIndex
            result.append(
                (
                    key: try decoded(part[..<equals], "the query"),
                    value: try decoded(part[equals...].dropFirst(), "the query")
                ))
        }
        return result
    }

    private static func decoded(_ text: Substring, _ what: String) throws(RedisError) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw wrong("\(what) has a % that is not followed by two hexadecimal digits")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw wrong("\(what) is not UTF-8") }
        return string
    }

    static func wrong(_ what: String) -> RedisError {
        RedisError(
            .invalidConfiguration,
            "The Redis URL is not valid: \(what). An example: redis://:password@127.0.0.1:6379/0")
    }
}
