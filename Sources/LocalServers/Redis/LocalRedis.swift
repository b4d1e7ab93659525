import Logging
import Synchronization

/// A Redis server that this program runs as a child process, as a cache: bounded memory, nothing kept on disk.
///
/// It listens on a Unix socket in a private folder and on a free port of 127.0.0.1; both want a password, which is
/// made anew at every start. When this value is dropped without ``stop()`` the server runs on until the next start on
/// the same folder replaces it.
public final class LocalRedis: Sendable {
    /// How to run a private Redis.
    public struct Configuration: Sendable {
        /// The folder that holds everything of this server. Made when missing; its parent too.
        public var directory: String
        /// The least recently used keys go when this much memory is used.
        public var maxMemoryBytes = 64 << 20
        /// The program to run. Nil: the `redis-server` that ``LocalRedis/find(environment:)`` finds.
        public var program: String?
        /// Further lines of the server's configuration file, by name. They come last, and count over the usual ones.
        /// They may hold secrets: the file is readable only by the server's user.
        public var settings: [String: String] = [:]
        public var startTimeout: Duration = .seconds(30)
        public var stopTimeout: Duration = .seconds(10)

        public init(directory: String) { self.directory = directory }
    }

    /// The folder of the Unix socket.
    public let socketDirectory: String
    /// The TCP port on 127.0.0.1; it stays the same when the server is restarted.
    public let port: Int

    let configuration: Configuration
    let start: RedisStart
    private let lock: Mutex<FolderLock?>
    let operations = SerialOperations()
    private let current: Mutex<ServerProcess>
    private let upkeep: Task<Void, Never>

    init(_ start: RedisStart, running: RedisStart.Running, lock: FolderLock) {
        socketDirectory = start.socketDirectory
        port = running.port
        configuration = start.configuration
        self.start = start
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
        let taken = try FolderLock.acquire("\(start.folder)/lock", folder: start.folder)
        lock.withLock { $0 = taken }
    }

    func releaseLock() { lock.withLock { $0 = nil } }

    public var processID: Int32 { process.processID }

    /// Whether the process runs (it may be suspended).
    public var isRunning: Bool { process.isAlive }

    /// The path of the Unix socket.
    public var socketPath: String { start.socketPath }

    /// `redis+unix://:password@/path/of/the/socket?db=0`. Contains the password: not for logs.
    public var url: String { "redis+unix://:\(start.password)@\(PostgresAddress.escapedPath(socketPath))?db=0" }

    /// `redis://:password@127.0.0.1:port/0`. Contains the password: not for logs.
    public var tcpURL: String { "redis://:\(start.password)@127.0.0.1:\(port)/0" }
}

extension LocalRedis: CustomStringConvertible {
    /// Where the server is, without its password.
    public var description: String { "Redis in \(start.folder), port \(port), process \(processID)" }
}
