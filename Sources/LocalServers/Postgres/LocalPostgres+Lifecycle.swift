import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension LocalPostgres {
    /// Starts a server on a folder, and returns when it answers.
    ///
    /// A new folder is initialised first (UTF-8, C collation, checksums). A server that an earlier program left
    /// running is taken over when it has the settings asked for, and restarted otherwise. What a killed server left is
    /// cleaned up.
    ///
    /// - Throws: a ``LocalServerError`` that names the folder or program, with the end of the server's log if it ended
    ///   before it was ready; `cancelled` when the task is cancelled meanwhile, after the server was stopped again.
    public static func start(
        _ configuration: Configuration, logger: Logger
    ) async throws(LocalServerError) -> LocalPostgres {
        try configuration.validate()
        let owner = try ServiceUser.forRoot(preferring: ["postgres", "_postgres", "nobody"])
        let folder = try PostgresFolder.prepare(configuration.directory, owner: owner)
        let lock = try FolderLock.acquire(folder.lock, folder: folder.path)
        let start = try await PostgresStart(configuration, folder: folder, logger: logger)
        let leftover = PostgresLeftover(start: start)
        let running: PostgresStart.Running
        if let found = try await leftover.settle() {
            running = found
        } else {
            try await start.log.rotateIfNeeded()
            running = try await PostgresLaunch(start: start).run(port: leftover.formerPort, keepingPort: false)
        }
        do throws(LocalServerError) {
            try await PostgresSetup(start: start, port: running.port).run()
        } catch {
            await PostgresStop(process: running.process, logger: logger).end()
            throw error
        }
        return LocalPostgres(start, running: running, lock: lock)
    }

    /// Stops the server and waits until it is gone. Other programs may use the folder then. Does
    /// nothing when it is not running.
    ///
    /// When it does not stop within the configuration's `stopTimeout` it is stopped as with `immediate`, and killed
    /// in the end.
    ///
    /// - Throws: `stopFailed` when the server had to be killed. What was committed is safe even then.
    public func stop(_ mode: StopMode = .fast) async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            try await self.stopNow(mode)
            self.releaseLock()
        }
    }

    /// Stops the server if it runs, and starts it on the same port and socket.
    public func restart(_ mode: StopMode = .fast) async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            try self.takeLock()
            try await self.stopNow(mode)
            let start = try await PostgresStart(self.configuration, folder: self.folder, logger: self.logger)
            let leftover = PostgresLeftover(start: start)
            let running =
                if let found = try await leftover.settle() { found } else {
                    try await PostgresLaunch(start: start).run(port: self.port, keepingPort: true)
                }
            self.replaceProcess(running.process)
        }
    }

    /// Kills the server with all its processes (SIGKILL), as a crash would, and waits until it is gone. For tests.
    public func kill() async throws(LocalServerError) {
        try await operations.run { () throws(LocalServerError) in
            guard await PostgresStop(process: self.process, logger: self.logger).kill() else {
                throw LocalServerError(.stopFailed, "Process \(self.processID) could not be killed.")
            }
        }
    }

    /// Suspends the server with all its processes (SIGSTOP), as a hanging machine would. For tests.
    public func suspend() async {
        await PostgresStop(process: process, logger: logger).suspend()
    }

    /// Lets a suspended server go on.
    public func resume() async {
        await PostgresStop(process: process, logger: logger).resume()
    }

    private func stopNow(_ mode: StopMode) async throws(LocalServerError) {
        try await PostgresStop(process: process, logger: logger).run(mode, within: configuration.stopTimeout)
        // A folder outside of the state folder is not left lying about; it is made again at the next start.
        if !socketDirectory.hasPrefix(folder.path + "/") { rmdir(socketDirectory) }
    }
}
