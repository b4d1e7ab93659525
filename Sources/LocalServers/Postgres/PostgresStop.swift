import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Stops a server's process, harder and harder.
struct PostgresStop: Sendable {
    let process: ServerProcess
    let logger: Logger
    /// How long the immediate mode may take; it has nothing to write.
    var immediateTimeout: Duration = .seconds(15)

    /// Goes on to its end when the task is cancelled.
    ///
    /// - Throws: `stopFailed` when the server had to be killed, or is there even then.
    func run(_ mode: LocalPostgres.StopMode, within timeout: Duration) async throws(LocalServerError) {
        try await SerialOperations().run { () throws(LocalServerError) in try await stop(mode, within: timeout) }
    }

    private func stop(_ mode: LocalPostgres.StopMode, within timeout: Duration) async throws(LocalServerError) {
        guard process.isAlive else { return }
        // A suspended process can't hear anything but this.
        await resume()
        process.signal(mode.signal)
        if await process.waitUntilGone(within: timeout) { return }
        logger.warning("PostgreSQL did not stop within \(timeout); stopping it at once (it will recover at next start)")
        await resume()
        process.signal(SIGQUIT)
        if await process.waitUntilGone(within: immediateTimeout) { return }
        let killed = await kill()
        throw LocalServerError(
            .stopFailed,
            killed
                ? """
                PostgreSQL (process \(process.processID)) did not stop and was killed. What was committed is safe: \
                the next start recovers it.
                """
                : "PostgreSQL (process \(process.processID)) did not stop, and could not be killed.")
    }

    /// Ends it at once, without an error.
    func end() async {
        try? await run(.immediate, within: immediateTimeout)
    }

    /// SIGKILL for the main process and its children; false when the main process is there even then.
    func kill() async -> Bool {
        let children = await ProcessProbe.children(of: process.processID)
        process.signal(SIGKILL)
        for child in children { ProcessProbe.signal(child, SIGKILL) }
        return await process.waitUntilGone(within: .seconds(10))
    }

    func suspend() async {
        // The main process first: it could start more children meanwhile.
        process.signal(SIGSTOP)
        for child in await ProcessProbe.children(of: process.processID) { ProcessProbe.signal(child, SIGSTOP) }
    }

    func resume() async {
        for child in await ProcessProbe.children(of: process.processID) { ProcessProbe.signal(child, SIGCONT) }
        process.signal(SIGCONT)
    }
}

extension LocalPostgres.StopMode {
    var signal: Int32 {
        switch self {
        case .smart: SIGTERM
        case .fast: SIGINT
        case .immediate: SIGQUIT
        }
    }
}
