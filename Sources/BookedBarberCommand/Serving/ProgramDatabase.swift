import LocalServers
import Logging
import Postgres
import PostgresDatabase

/// The database that a subcommand works on: the one that's configured, or a private server started for it.
struct ProgramDatabase: Sendable {
    let database: Database
    /// nil when the database is somebody else's.
    let server: LocalPostgres?

    /// Starts the private server where there's one to start. Connections are opened on demand.
    ///
    /// - Throws: ``ProgramFailure``. Nothing is left running then.
    static func open(
        _ configuration: BookedBarberConfiguration, logger: Logger
    ) async throws(ProgramFailure) -> ProgramDatabase {
        if let url = configuration.database.url {
            return ProgramDatabase(database: try database(url.value, configuration, logger: logger), server: nil)
        }
        let folder = try StateFolder.prepare(configuration)
        let server = try await start(in: folder.postgres, configuration, logger: logger)
        do {
            return ProgramDatabase(database: try database(server.url, configuration, logger: logger), server: server)
        } catch {
            try? await server.stop()
            throw error
        }
    }

    /// Lets go of the connections, then stops the private server. Bounded in time.
    func close(logger: Logger) async {
        await database.shutdown()
        guard let server else { return }
        do {
            try await server.stop()
        } catch {
            logger.error("The private PostgreSQL didn't stop cleanly", metadata: ["error": "\(error)"])
        }
    }

    private static func start(
        in folder: String, _ configuration: BookedBarberConfiguration, logger: Logger
    ) async throws(ProgramFailure) -> LocalPostgres {
        logger.info("Starting the private PostgreSQL", metadata: ["folder": "\(folder)"])
        var settings = configuration.database.postgresql.parameters
        settings["max_connections"] = "\(connections(for: configuration.database.pool))"
        do {
            return try await LocalPostgres.start(.init(directory: folder, settings: settings), logger: logger)
        } catch {
            throw ProgramFailure(describing: error)
        }
    }

    /// Room for the pool, for administration, and for a second program on the same server.
    static func connections(for pool: PoolSettings) -> Int { max(150, pool.mostConnections + 30) }

    private static func database(
        _ url: String, _ configuration: BookedBarberConfiguration, logger: Logger
    ) throws(ProgramFailure) -> Database {
        do {
            return Database(
                configuration: try DatabaseConfiguration(
                    url: url, pool: PoolConfiguration(configuration.database.pool)),
                logger: logger)
        } catch {
            throw ProgramFailure(describing: error)
        }
    }
}

extension PoolConfiguration {
    init(_ settings: PoolSettings) {
        self.init()
        size = settings.size
        maxOverflow = settings.maxOverflow
        acquireTimeout = settings.timeout
        recycle = settings.recycle
        prePing = settings.prePing
    }
}
