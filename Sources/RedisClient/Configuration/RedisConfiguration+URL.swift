extension RedisConfiguration {
    /// Reads a URL.
    ///
    /// - `redis://user:password@host:port/database`, `rediss://…` with TLS; port 6379 and database 0 by default
    /// - `redis+unix://user:password@/path/of/the/socket?db=0`, or `unix://…`
    ///
    /// The query may have `db`, `name` (the client's), and with TLS `ca` (a PEM file) and `verify` (`full`, `ca` or
    /// `none`). Everything may be percent-encoded. A password without a user is `redis://:password@host`.
    ///
    /// - Throws: `invalidConfiguration`, which says what is wrong and never repeats what may be a password.
    public init(url: String) throws(RedisError) {
        let parts = try RedisURL(url)
        self.init(parts.address)
        user = parts.user
        password = parts.password
        if parts.isEncrypted { tls = RedisTLS() }
        if let path = parts.database { database = try Self.database(path) }
        for (key, value) in parts.query {
            switch key {
            case "db": database = try Self.database(value)
            case "name": clientName = value
            case "ca" where tls != nil: tls?.authoritiesFile = value
            case "verify" where tls != nil:
                guard let verification = RedisTLS.Verification(rawValue: value) else {
                    throw RedisURL.wrong("verify is \"\(value)\"; it may be full, ca or none")
                }
                tls?.verification = verification
            default: throw RedisURL.wrong("\"\(key)\" is no setting of a \(parts.scheme) URL")
            }
        }
        try check()
    }

    private static func database(_ text: String) throws(RedisError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw RedisURL.wrong("the database is \"\(text)\"; it must be a number from 0 on")
        }
        return number
    }
}
