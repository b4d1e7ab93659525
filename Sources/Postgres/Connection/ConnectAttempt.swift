import CLibpq
import Foundation
import Logging
import Synchronization

extension Connection {
    /// Connects to the server, without blocking a thread.
    ///
    /// - Parameters:
    ///   - loop: where replies are read; one of the process' loops unless given.
    /// - Throws: `.connectFailed` with the reason and, when the server gave one, its SQLSTATE; `.timedOut` after the
    ///   configuration's `connectTimeout`; `.cancelled`.
    public static func connect(
        _ configuration: ConnectionConfiguration, on loop: EventLoop = .shared(),
        logger: Logger = Logger(label: "postgres")
    ) async throws(PostgresError) -> Connection {
        let attempt = ConnectAttempt(configuration, loop: loop)
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                loop.submit { attempt.start(continuation) }
            }
        } onCancel: {
            loop.submit { attempt.fail(code: .cancelled, "The task was cancelled while it connected.") }
        }
        let handle = try result.get()
        return Connection(handle: handle.pointer, configuration: configuration, loop: loop, logger: logger)
    }
}

/// One attempt to connect. Everything happens on the loop's thread.
private final class ConnectAttempt: @unchecked Sendable {
    // @unchecked: touched only on the loop's thread.

    struct Handle: @unchecked Sendable {
        // @unchecked: handed over once, from the attempt to the connection.
        let pointer: OpaquePointer
    }

    private let configuration: ConnectionConfiguration
    private let loop: EventLoop
    private let deadline: ContinuousClock.Instant
    private var continuation: UnsafeContinuation<Result<Handle, PostgresError>, Never>?
    private var handle: OpaquePointer?
    private var watcher: SocketWatcher?
    private var doing = "resolving the server's name"
    private var isOver = false
    private var earlyFailure: PostgresError?

    init(_ configuration: ConnectionConfiguration, loop: EventLoop) {
        self.configuration = configuration
        self.loop = loop
        deadline = .now + configuration.connectTimeout
    }

    func start(_ continuation: UnsafeContinuation<Result<Handle, PostgresError>, Never>) {
        if let earlyFailure { return continuation.resume(returning: .failure(earlyFailure)) }
        self.continuation = continuation
        loop.startTicking(self) { self.tick() }
        var targets = ConnectTargets(configuration.parameters)
        resolve(targets.unresolvedHosts[...], into: &targets)
    }

    private func resolve(_ hosts: ArraySlice<String>, into targets: inout ConnectTargets) {
        guard let host = hosts.first else { return open(targets.parameters) }
        var targets = targets
        loop.resolve(host) { result in
            guard !self.isOver else { return }
            switch result {
            case .success(let addresses): targets.addresses[host] = addresses
            case .failure(let error): targets.failures[host] = error.message
            }
            self.resolve(hosts.dropFirst(), into: &targets)
        }
    }

    private func open(_ parameters: Result<[(String, String)], ConnectTargets.Unresolved>) {
        guard case .success(let parameters) = parameters else {
            if case .failure(let unresolved) = parameters { fail(code: .connectFailed, unresolved.message) }
            return
        }
        doing = "connecting"
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { for text in keywords + values { free(text) } }
        let handle = PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
        guard let handle else { return fail(code: .connectFailed, "libpq has no memory for a connection.") }
        self.handle = handle
        // Verbose messages carry the SQLSTATE, which libpq tells in no other way while connecting.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        guard PQstatus(handle) != CONNECTION_BAD else { return failed() }
        watch(.writable)
    }

    private func watch(_ interest: SocketWatcher.Interest) {
        guard let handle else { return }
        watcher = SocketWatcher(PQsocket(handle), on: loop) { _ in self.poll() }
        guard let watcher else { return fail(code: .connectFailed, "The socket can't be watched.") }
        watcher.watch(interest)
    }

    private func poll() {
        guard let handle, !isOver else { return }
        // libpq may close the socket and open another one: nobody may be watching it then.
        watcher?.stop()
        watcher = nil
        let status = PQconnectPoll(handle)
        if PQstatus(handle) == CONNECTION_AWAITING_RESPONSE { doing = "authenticating" }
        switch status {
        case PGRES_POLLING_READING: watch(.readable)
        case PGRES_POLLING_WRITING: watch(.writable)
        case PGRES_POLLING_OK: succeed(handle)
        default: failed()
        }
    }

    private func tick() {
        guard deadline < .now else { return }
        fail(code: .timedOut, "Connecting took longer than \(configuration.connectTimeout.rounded) (while \(doing)).")
    }

    private func succeed(_ handle: OpaquePointer) {
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        guard PQsetnonblocking(handle, 1) == 0 else { return failed() }
        self.handle = nil
        finish(.success(Handle(pointer: handle)))
    }

    private func failed() {
        let message = handle.map { String(cString: PQerrorMessage($0)) } ?? ""
        let reason = ConnectFailure(message)
        fail(code: .connectFailed, reason.message, sqlState: reason.sqlState)
    }

    func fail(code: PostgresError.Code, _ message: String, sqlState: SQLState? = nil) {
        let error = PostgresError(
            code: code, message: "Could not connect to \(configuration): \(message)", sqlState: sqlState)
        guard continuation != nil || isOver else {
            earlyFailure = error
            return
        }
        finish(.failure(error))
    }

    private func finish(_ result: Result<Handle, PostgresError>) {
        guard !isOver else { return }
        isOver = true
        watcher?.stop()
        watcher = nil
        loop.stopTicking(ObjectIdentifier(self))
        if let handle { PQfinish(handle) }
        handle = nil
        continuation?.resume(returning: result)
        continuation = nil
    }
}
