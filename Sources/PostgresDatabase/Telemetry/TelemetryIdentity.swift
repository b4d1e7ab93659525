import Postgres

/// What every span and metric says of the database that it is about.
struct TelemetryIdentity: Sendable, Equatable {
    static let system = "postgresql"
    private static let defaultPort = "5432"

    let namespace: String
    /// As configured: a comma-separated list when several servers may be meant.
    let address: String
    let port: String
    let poolName: String

    init(_ connection: ConnectionConfiguration, poolName: String?) {
        let keywords = connection.keywords
        func given(_ keyword: String) -> String? { keywords[keyword].flatMap { $0.isEmpty ? nil : $0 } }
        let database = given("dbname") ?? given("user") ?? ""
        let schema = Self.schema(connection.sessionParameters["search_path"])
        namespace = schema.map { "\(database)|\($0)" } ?? database
        address = given("host") ?? given("hostaddr") ?? "localhost"
        port = given("port") ?? Self.defaultPort
        self.poolName = poolName ?? "\(address):\(port)/\(namespace)"
    }

    /// Where the configuration says it; the server isn't asked.
    private static func schema(_ searchPath: String?) -> String? {
        guard let first = searchPath?.split(separator: ",").first else { return nil }
        let name = first.filter { !$0.isWhitespace && $0 != "\"" }
        return name.isEmpty || name.hasPrefix("$") ? nil : name
    }

    /// Of an operation.
    var attributes: [(String, String)] {
        var all = [("db.system.name", Self.system)]
        if !namespace.isEmpty { all.append(("db.namespace", namespace)) }
        all.append(("server.address", address))
        if port != Self.defaultPort { all.append(("server.port", port)) }
        return all
    }
}
