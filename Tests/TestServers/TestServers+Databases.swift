import LocalServers
import Synchronization

extension TestServers {
    private static let counter = Atomic<Int>(0)
    private static let templates = Mutex<[String: Once<String>]>([:])

    /// A database of its own for a suite or a test: empty, or a copy of `template`. It belongs to the role in the
    /// returned URL, which is no superuser.
    public static func database(_ suite: String, template: String? = nil) async throws -> String {
        let server = try await postgres()
        let name = uniqueName(suite)
        let source = template.map { " TEMPLATE \(AdminSession.quoted(identifier: $0))" } ?? ""
        try await create(
            "CREATE DATABASE \(AdminSession.quoted(identifier: name))\(owner(server))\(source)", on: server)
        return server.url(database: name)
    }

    /// Makes a template database once per test process, and returns its name for ``database(_:template:)``.
    ///
    /// The first caller's `make` gets the URL of an empty database to fill; it must have closed its connections when
    /// it returns (those it left open are ended). Later callers, also at the same time, get the finished one. When
    /// `make` fails, all callers get its error.
    public static func template(
        _ name: String, make: @escaping @Sendable (_ url: String) async throws -> Void
    ) async throws -> String {
        let once = templates.withLock { templates in
            let once = templates[name] ?? Once<String>()
            templates[name] = once
            return once
        }
        return try await once.value {
            let server = try await postgres()
            let database = uniqueName("template_\(name)")
            let quoted = AdminSession.quoted(identifier: database)
            try await create("CREATE DATABASE \(quoted)\(owner(server))", on: server)
            try await make(server.url(database: database))
            try await administer(server) { session throws(AdminSession.Failure) in
                try session.query("ALTER DATABASE \(quoted) WITH ALLOW_CONNECTIONS false")
                try session.query(
                    """
                    SELECT pg_terminate_backend(pid, 10000)
                    FROM pg_stat_activity
                    WHERE datname = \(AdminSession.quoted(literal: database))
                    """)
            }
            return database
        }
    }

    /// For a database of ``postgres()``, as a superuser.
    public static func superuserURL(_ database: String = "postgres") async throws -> String {
        try await postgres().adminURL(database: database)
    }

    /// The name of the database that a URL made by ``database(_:template:)`` leads to.
    public static func databaseName(in url: String) -> String {
        let path = url.split(separator: "?", maxSplits: 1)[0]
        return String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
    }

    private static func uniqueName(_ suite: String) -> String {
        let number = counter.add(1, ordering: .relaxed).newValue
        let readable = suite.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        return "\(String(readable.prefix(40)))_\(number)"
    }

    private static func owner(_ server: LocalPostgres) -> String {
        " OWNER \(AdminSession.quoted(identifier: server.userName))"
    }

    /// A template can only be copied when nobody is connected to it: a connection that was closed a moment ago may
    /// still be leaving.
    private static func create(_ sql: String, on server: LocalPostgres) async throws {
        var failure: AdminSession.Failure?
        let done = await Polling.until(.seconds(20), every: .milliseconds(50)) {
            do throws(AdminSession.Failure) {
                try await AdminSession.perform(server.adminURL(), within: .seconds(60)) {
                    session throws(AdminSession.Failure) in try session.query(sql)
                }
                failure = nil
                return true
            } catch {
                failure = error
                return error.sqlState != "55006"
            }
        }
        if let failure { throw TestServerError("\(sql): \(failure.message)") }
        if !done { throw CancellationError() }
    }

    private static func administer(
        _ server: LocalPostgres,
        _ body: @escaping @Sendable (AdminSession) throws(AdminSession.Failure) -> Void
    ) async throws {
        do throws(AdminSession.Failure) {
            try await AdminSession.perform(server.adminURL(), within: .seconds(60), body)
        } catch {
            throw TestServerError("The test server can't be administered: \(error.message)")
        }
    }
}
