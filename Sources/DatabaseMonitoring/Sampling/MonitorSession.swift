import Logging
import Postgres

/// The monitor's own connection to the database that is watched: opened when it is needed, and anew after it was lost.
///
/// Its session reads only, gives up on a statement after two seconds and on a lock after a tenth of one, and calls itself
/// `bookedbarber_monitor`.
actor MonitorSession {
    static let applicationName = "bookedbarber_monitor"
    static let statementTimeout = Duration.seconds(2)

    private let configuration: ConnectionConfiguration
    private let logger: Logger
    private var opening: Task<Connection, any Error>?
    private let executor: MeteredExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ base: ConnectionConfiguration, executor: MeteredExecutor, logger: Logger) {
        self.executor = executor
        var configuration = base.named(Self.applicationName)
        configuration.connectTimeout = min(base.connectTimeout, .seconds(5))
        configuration.statementTimeout = Self.statementTimeout
        configuration.queryTimeout = Self.statementTimeout + .seconds(1)
        configuration.cancelTimeout = .seconds(1)
        configuration.sessionParameters["default_transaction_read_only"] = "on"
        configuration.sessionParameters["lock_timeout"] = "100"
        configuration.sessionParameters["statement_timeout"] = nil
        // Planning for the monitor's own statements is never worth a compiler.
        configuration.sessionParameters["jit"] = "off"
        configuration.maxResultBytes = 32 << 20
        self.configuration = configuration
        self.logger = logger
    }

    /// - Throws: `PostgresError`.
    func open() async throws -> Connection {
        if let opening {
            let connection = try? await opening.value
            if let connection, !connection.isClosed { return connection }
            // Somebody else may have begun anew meanwhile.
            guard self.opening == opening else { return try await open() }
        }
        let attempt = Task { [configuration, logger] in try await Connection.connect(configuration, logger: logger) }
        opening = attempt
        return try await attempt.value
    }

    func close() async {
        let last = opening
        opening = nil
        await (try? last?.value)?.close()
    }
}
