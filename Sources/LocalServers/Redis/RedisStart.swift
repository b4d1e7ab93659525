import Foundation
import Logging

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Everything that is decided before a Redis is launched, and its launch.
struct RedisStart: Sendable {
    /// A server that answers.
    struct Running: Sendable {
        let process: ServerProcess
        let port: Int
    }

    let configuration: LocalRedis.Configuration
    let program: String
    let folder: String
    let owner: ServiceUser?
    let socketDirectory: String
    let password: String
    let logger: Logger

    var log: LogFile { LogFile(path: "\(folder)/log/redis.log", owner: owner) }
    var socketPath: String { "\(socketDirectory)/redis.sock" }
    var work: String { "\(folder)/work" }
    /// Written by the server itself, and removed by it when it is stopped.
    var processFile: String { "\(work)/redis.pid" }
    var configurationFile: String { "\(folder)/redis.conf" }

    init(
        _ configuration: LocalRedis.Configuration, program: String, folder: String, owner: ServiceUser?, logger: Logger
    ) throws(LocalServerError) {
        for part in ["log", "work"] { try FolderAccess.make("\(folder)/\(part)", mode: 0o700, owner: owner) }
        socketDirectory = try SocketDirectory.prepare(
            preferred: "\(folder)/socket", note: "\(folder)/socket-directory", longestName: "redis.sock", owner: owner)
        password = Secret.generate()
        self.configuration = configuration
        self.program = program
        self.folder = folder
        self.owner = owner
        self.logger = logger
    }

    /// - Parameters:
    ///   - wish: the port to use, if it is free.
    ///   - keepingPort: whether it must be that port, because clients know it.
    func launch(port wish: Int?, keepingPort: Bool) async throws(LocalServerError) -> Running {
        let deadline = ContinuousClock.now.advanced(by: configuration.startTimeout)
        while true {
            let port = if let wish, keepingPort || LoopbackPort.isFree(wish) { wish } else { try LoopbackPort.free() }
            let before = log.size
            let process = try await begin(port)
            let answered = await Polling.until(ContinuousClock.now.duration(to: deadline)) {
                !process.isAlive || RedisProbe.answers(socketPath: socketPath, password: password)
            }
            if answered && process.isAlive { return Running(process: process, port: port) }
            let cancelled = Task.isCancelled
            let text = log.tail(after: before)
            try await RedisLeftover.stop(process, within: configuration.stopTimeout)
            if cancelled {
                throw LocalServerError(.cancelled, "The start of Redis was cancelled; it was stopped again.")
            }
            guard text.contains("Address already in use"), ContinuousClock.now < deadline else {
                let what =
                    answered
                    ? "ended before it was ready (\(await process.exitDescription()))"
                    : "was not ready within \(configuration.startTimeout)"
                throw LocalServerError(
                    answered ? .startFailed : .timedOut, "Redis \(what). The end of \(log.path):\n\(text)")
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func begin(_ port: Int) async throws(LocalServerError) -> ServerProcess {
        try FolderAccess.make(socketDirectory, mode: 0o700, owner: owner)
        let text = RedisSettings(
            port: port, socketPath: socketPath, password: password, directory: work, processFile: processFile,
            maxMemoryBytes: configuration.maxMemoryBytes, further: configuration.settings
        ).fileText
        try PrivateFile.write(text, to: configurationFile, owner: owner)
        return try await ServerProcess.launch(program, [configurationFile], outputPath: log.path, user: owner)
    }
}
