import Logging

/// Everything that is decided before a server is launched.
struct PostgresStart: Sendable {
    /// A server that answers.
    struct Running: Sendable {
        let process: ServerProcess
        let port: Int
    }

    let configuration: LocalPostgres.Configuration
    let folder: PostgresFolder
    let installation: PostgresInstallation
    let credentials: PostgresCredentials
    let socketDirectory: String
    let settings: ServerSettings
    let logger: Logger

    /// The longest name that a server puts into the socket's folder.
    static let longestSocketName = ".s.PGSQL.65535.lock"

    var log: LogFile { LogFile(path: folder.logFile, owner: folder.owner) }

    /// Prepares a folder that is locked already; makes the cluster when there is none.
    init(
        _ configuration: LocalPostgres.Configuration, folder: PostgresFolder, logger: Logger
    ) async throws(LocalServerError) {
        let version = try folder.dataVersion
        let installation: PostgresInstallation
        if let given = configuration.installation {
            guard version == nil || version == given.version else {
                throw PostgresSearch.missing(wanted: version, found: [given.version])
            }
            installation = given
        } else {
            installation = try await .find(version: version)
        }
        var settings = try ServerSettings(
            machine: configuration.machine, wishes: configuration.settings, durable: configuration.durable)
        credentials = try PostgresCredentials.load(folder, hasData: version != nil)
        if version == nil {
            logger.info("Initialising a PostgreSQL \(installation.version) database in \(folder.data)")
            try await PostgresInitialization(
                folder: folder, installation: installation, credentials: credentials, durable: configuration.durable
            ).run()
        }
        socketDirectory = try SocketDirectory.prepare(
            preferred: "\(folder.path)/socket", note: folder.socketNote, longestName: Self.longestSocketName,
            owner: folder.owner)
        if installation.hasLibrary("pg_stat_statements") { settings.preload("pg_stat_statements") }
        for (name, value) in [
            "listen_addresses": "127.0.0.1", "unix_socket_directories": socketDirectory,
            "unix_socket_permissions": "0700", "log_destination": "stderr", "logging_collector": "off",
            "lc_messages": "C",
        ] {
            settings.set(name, value)
        }
        for sentence in settings.scaledDown { logger.notice("Server setting \(sentence)") }
        self.configuration = configuration
        self.folder = folder
        self.installation = installation
        self.settings = settings
        self.logger = logger
    }

    /// The text of the settings file for a server on `port`.
    func settingsText(port: Int) -> String {
        var settings = settings
        settings.set("port", String(port))
        return settings.fileText
    }

    func adminURL(port: Int, database: String = "postgres") -> String {
        PostgresAddress(socketDirectory: socketDirectory, port: port).socketURL(
            user: PostgresCredentials.superuserName, password: credentials.superuser, database: database)
    }
}
