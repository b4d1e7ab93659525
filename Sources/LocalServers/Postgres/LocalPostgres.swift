import Logging
import Synchronization

/// A PostgreSQL server that this program runs as a child process, with its data in a folder of its own.
///
/// ```swift
/// let server = try await LocalPostgres.start(.init(directory: "/var/lib/bookedbarber/postgres"), logger: logger)
/// let database = try Database(configuration: .init(url: server.url), logger: logger)
/// ...
/// try await server.stop()
/// ```
///
/// The server listens on a Unix socket in a private folder and on a free port of 127.0.0.1; both want a password
/// (SCRAM), which is made at the first start and is part of ``url``. The role in ``url`` owns its database but is no
/// superuser; ``adminURL`` is for what needs one.
///
/// The server outlives this value and this program, however they end, unless ``stop(_:)`` is called: the next start on
/// the same folder finds it again. Until it is stopped or the value is gone, no other program can use the folder.
///
/// Operations on a server run one after another, and to their end when the caller is cancelled.
public final class LocalPostgres: Sendable {
    /// How a server is asked to stop.
    public enum StopMode: Sendable {
        /// Waits for all clients to leave by themselves.
        case smart
        /// Disconnects the clients, rolls their transactions back, writes everything to disk.
        case fast
        /// Ends at once; the next start recovers from the write-ahead log.
        case immediate
    }

    /// The folder of the Unix socket.
    public let socketDirectory: String
    /// The TCP port on 127.0.0.1; it stays the same when the server is restarted.
    public let port: Int

    let configuration: Configuration
    let folder: PostgresFolder
    let installation: PostgresInstallation
    let credentials: PostgresCredentials
    private let lock: Mutex<FolderLock?>
    let logger: Logger
    let operations = SerialOperations()
    private let current: Mutex<ServerProcess>
    private let upkeep: Task<Void, Never>

    init(_ start: PostgresStart, running: PostgresStart.Running, lock: FolderLock) {
        socketDirectory = start.socketDirectory
        port = running.port
        configuration = start.configuration
        folder = start.folder
        installation = start.installation
        credentials = start.credentials
        logger = start.logger
        self.lock = Mutex(lock)
        current = Mutex(running.process)
        upkeep = LogUpkeep.begin(start.log, logger: start.logger)
    }

    deinit { upkeep.cancel() }

    var process: ServerProcess { current.withLock { $0 } }

    func replaceProcess(_ process: ServerProcess) { current.withLock { $0 = process } }

    /// Keeps other programs away from the folder; nothing to do when it is held already.
    func takeLock() throws(LocalServerError) {
        guard lock.withLock({ $0 == nil }) else { return }
        let taken = try FolderLock.acquire(folder.lock, folder: folder.path)
        lock.withLock { $0 = taken }
    }

    func releaseLock() { lock.withLock { $0 = nil } }

    /// The process id of the server's main process.
    public var processID: Int32 { process.processID }

    /// Whether the main process runs (it may be suspended).
    public var isRunning: Bool { process.isAlive }

    /// The major version of PostgreSQL.
    public var version: Int { installation.version }

    /// The role that owns the application's database.
    public var userName: String { configuration.userName }

    /// For the application's database through the Unix socket. Contains the password: not for logs.
    public var url: String { url(database: configuration.databaseName) }

    /// For the application's database through 127.0.0.1. Contains the password: not for logs.
    public var tcpURL: String {
        address.tcpURL(user: configuration.userName, password: credentials.owner, database: configuration.databaseName)
    }

    /// For another database of this server, with the role that owns the application's. Contains the password.
    public func url(database: String) -> String {
        address.socketURL(user: configuration.userName, password: credentials.owner, database: database)
    }

    /// As the superuser, through the Unix socket. Contains the password: not for logs.
    public func adminURL(database: String = "postgres") -> String {
        address.socketURL(
            user: PostgresCredentials.superuserName, password: credentials.superuser, database: database)
    }

    private var address: PostgresAddress { PostgresAddress(socketDirectory: socketDirectory, port: port) }
}

extension LocalPostgres: CustomStringConvertible {
    /// Where the server is, without its password.
    public var description: String {
        "PostgreSQL \(version) in \(folder.path), port \(port), process \(processID)"
    }
}
