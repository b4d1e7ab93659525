import Foundation
import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension LocalRedis {
    /// The path of `redis-server`, from `PATH` or where packages put it; nil when there is none.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        let usual = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/homebrew/opt/redis/bin"]
        return (path + usual).map { "\($0)/redis-server" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts a server on a folder, and returns when it answers; nil when there is no `redis-server` on this machine.
    ///
    /// A server that an earlier program left running there is replaced: it holds nothing but a cache.
    public static func start(
        _ configuration: Configuration, logger: Logger
    ) async throws(LocalServerError) -> LocalRedis? {
        guard let program = configuration.program ?? find() else { return nil }
        let owner = try ServiceUser.forRoot(preferring: ["redis", "_redis", "nobody"])
        let folder = try StatePath.prepare(
            configuration.directory,
            names: ["work", "socket", "log", "redis.conf", "lock", "socket-directory"], owner: owner)
        let lock = try FolderLock.acquire("\(folder)/lock", folder: folder)
        let start = try RedisStart(configuration, program: program, folder: folder, owner: owner, logger: logger)
        let former = try await RedisLeftover(start: start).settle()
        try await start.log.rotateIfNeeded()
        let running = try await start.launch(port: former, keepingPort: false)
        return LocalRedis(start, running: running, lock: lock)
    }

    /// Stops the server and waits until it is gone. Does nothing when it is not running.
    ///
    /// - Throws: `stopFailed` when it had to be killed because it did not stop within `stopTimeout`.
    public func stop() async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            try await self.stopNow()
            self.releaseLock()
        }
    }

    /// Stops the server if it runs, and starts it, empty, on the same port and socket with the same password.
    public func restart() async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            try self.takeLock()
            try await self.stopNow()
            self.replaceProcess(try await self.start.launch(port: self.port, keepingPort: true).process)
        }
    }

    /// Kills the process (SIGKILL), as a crash would, and waits until it is gone. For tests.
    public func kill() async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            self.process.signal(SIGKILL)
            guard await self.process.waitUntilGone(within: .seconds(10)) else {
                throw LocalServerError(.stopFailed, "Process \(self.processID) could not be killed.")
            }
        }
    }

    /// Suspends the process (SIGSTOP), as a hanging machine would. For tests.
    public func suspend() { process.signal(SIGSTOP) }

    /// Lets a suspended server go on.
    public func resume() { process.signal(SIGCONT) }

    private func stopNow() async throws(LocalServerError) {
        try await RedisLeftover.stop(process, within: configuration.stopTimeout)
        if !socketDirectory.hasPrefix(start.folder + "/") { rmdir(socketDirectory) }
    }
}
