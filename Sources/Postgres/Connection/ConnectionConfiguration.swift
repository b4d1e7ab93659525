/// How to reach a server, and what a connection asks of it.
///
/// ```swift
/// var configuration = try ConnectionConfiguration(url: "postgres://barber:secret@db.example.com/shop")
/// configuration.statementTimeout = .seconds(10)
/// ```
///
/// Its description never shows the password.
public struct ConnectionConfiguration: Sendable {
    /// libpq's connection keywords and values, as the URL gave them.
    public private(set) var keywords: [String: String]

    /// Shown in `pg_stat_activity` and in the server's log. A name in the URL wins.
    public var applicationName = "bookedbarber"
    /// How long connecting may take in all: name resolution, TCP, TLS and authentication.
    public var connectTimeout: Duration = .seconds(10)
    /// `statement_timeout` of the session: the server gives up on a statement after this time. Nil leaves the
    /// server's own setting.
    public var statementTimeout: Duration? = .seconds(30)
    /// `idle_in_transaction_session_timeout` of the session: the server ends a connection that does nothing in an
    /// open transaction for this time. Nil leaves the server's own setting.
    public var idleInTransactionTimeout: Duration? = .seconds(60)
    /// Further session parameters, such as `["search_path": "shop"]`. Sent with the startup packet: no round trip.
    /// One that is named here wins over the two above.
    public var sessionParameters: [String: String] = [:]
    /// How long a call waits for the server before it cancels the statement: a little more than
    /// `statementTimeout`, so that usually the server is first.
    public var queryTimeout: Duration {
        get { explicitQueryTimeout ?? (statementTimeout.map { $0 + .seconds(5) } ?? .seconds(3600)) }
        set { explicitQueryTimeout = newValue }
    }
    /// How long the server may take to act on a cancel request before the connection is closed.
    public var cancelTimeout: Duration = .seconds(5)
    /// How many prepared statements a connection keeps. Least recently used ones are deallocated.
    public var statementCacheSize = 256
    /// Whether statements are prepared under a name. Off for poolers that hand out another server connection for each
    /// transaction.
    public var preparesStatements = true
    /// A result that grows past this many bytes is cancelled and refused (`.resultTooLarge`); streams and COPY are
    /// measured by row. Nil for no limit. The default is 256 MiB.
    public var maxResultBytes: Int? = 256 * 1024 * 1024

    private var explicitQueryTimeout: Duration?

    /// - Parameter url: `postgres://user:password@host:port/database?key=value`, several hosts separated by commas, or
    ///   libpq's `host=… dbname=…` form. `connect_timeout`, in whole seconds, is ``connectTimeout``; 0 leaves it.
    /// - Throws: `.invalidConfiguration`, without any password in its message.
    public init(url: String) throws(PostgresError) {
        keywords = try ConnectionString.parse(url)
        guard let text = keywords["connect_timeout"], !text.isEmpty else { return }
        guard let seconds = Int(text), (0...86_400).contains(seconds) else {
            throw PostgresError(
                code: .invalidConfiguration,
                message: "connect_timeout in the PostgreSQL URL has to be a number of seconds from 0 to 86400.")
        }
        if seconds > 0 { connectTimeout = .seconds(seconds) }
    }

    /// The same under another `application_name`, whatever the URL says.
    package func named(_ name: String) -> ConnectionConfiguration {
        var other = self
        other.keywords["application_name"] = nil
        other.applicationName = name
        return other
    }

    /// What is given to libpq, without addresses that are yet to be resolved.
    var parameters: [String: String] {
        var all = Self.defaults.merging(keywords) { $1 }
        all["application_name"] = keywords["application_name"] ?? applicationName
        all["client_encoding"] = "UTF8"
        all["options"] = [keywords["options"], startupOptions].compactMap { $0 }.joined(separator: " ")
        all["connect_timeout"] = nil
        return all
    }

    /// A lost peer is noticed after about a minute rather than a quarter of an hour, and Kerberos isn't tried unasked.
    private static let defaults = [
        "keepalives": "1", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
        "tcp_user_timeout": "60000", "gssencmode": "disable",
    ]

    private var startupOptions: String? {
        var parameters: [String: String] = [:]
        if let statementTimeout { parameters["statement_timeout"] = statementTimeout.wholeMilliseconds }
        if let idleInTransactionTimeout {
            parameters["idle_in_transaction_session_timeout"] = idleInTransactionTimeout.wholeMilliseconds
        }
        parameters.merge(sessionParameters) { $1 }
        guard !parameters.isEmpty else { return nil }
        return parameters.sorted { $0.key < $1.key }
            .map { "-c \($0.key)=\(Self.escaped($0.value))" }
            .joined(separator: " ")
    }

    private static func escaped(_ value: String) -> String {
        String(value.flatMap { $0 == "\\" || $0.isWhitespace ? ["\\", $0] : [$0] })
    }
}

extension ConnectionConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host, port, database and user; never the password.
    public var description: String {
        let host = keywords["host"] ?? keywords["hostaddr"] ?? "(default host)"
        let port = keywords["port"] ?? "5432"
        return "\(keywords["user"] ?? "(default user)")@\(host):\(port)/\(keywords["dbname"] ?? "(default database)")"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}

extension Duration {
    fileprivate var wholeMilliseconds: String {
        String(max(1, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000))
    }
}
