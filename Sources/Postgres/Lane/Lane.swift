import CLibpq
import Logging

/// A shared, pipelined, read-only connection: requests of any number of tasks travel in batches.
///
/// Whoever asks sends by itself when the lane is free; the loop's thread reads the replies, sends the next batch and
/// resumes those who wait. Fair: requests leave in the order in which they came.
package final class Lane: Sendable {
    package let load: LaneLoad
    /// Its only request never ends: it is to be looked at, and not to be used.
    package let connection: Connection
    let exchange: LaneExchange

    /// Opens a connection for it.
    ///
    /// - Parameter prepare: what is done to the session before it is shared.
    /// - Throws: what `Connection.connect` and `prepare` throw; `.invalidConfiguration` when the session may write.
    package static func open(
        _ configuration: ConnectionConfiguration, limits: LaneLimits, on loop: EventLoop = .shared(), logger: Logger,
        prepare: (Connection) async throws(PostgresError) -> Void = { _ in }
    ) async throws(PostgresError) -> Lane {
        var configuration = configuration
        configuration.sessionParameters["default_transaction_read_only"] = "on"
        let connection = try await Connection.connect(configuration, on: loop, logger: logger)
        do throws(PostgresError) {
            try await prepare(connection)
            let rows = try await connection.query(
                SessionTraces.query([]), deadline: configuration.connectTimeout)
            guard let fingerprint = SessionTraces.fingerprint(rows.result), fingerprint.hasSuffix("|on") else {
                throw PostgresError(
                    code: .invalidConfiguration,
                    message: "The session of a lane must be read-only, and this one was changed to write.")
            }
            return Lane(connection, fingerprint: fingerprint, limits: limits)
        } catch {
            await connection.close()
            throw error
        }
    }

    private init(_ connection: Connection, fingerprint: String, limits: LaneLimits) {
        self.connection = connection
        let load = LaneLoad()
        self.load = load
        let exchange = LaneExchange(fingerprint: fingerprint, limits: limits, load: load)
        self.exchange = exchange
        connection.core.withSession { session in
            // From now on it is the connection's only request. A connection that is gone says so to each rider.
            guard session.handle != nil, session.closeReason == nil else { return }
            do throws(PostgresError) {
                try session.setPipelining(true, sql: "")
                session.current = exchange
            } catch {
                session.lose(error)
            }
        }
    }

    /// Whether what is under way has taken so long that nothing should wait behind it. A reply that nobody has read yet
    /// shows that it is this process that is late.
    package func isStuck(at now: MonotonicInstant) -> Bool {
        guard load.isStuck(at: now) else { return false }
        return connection.core.read { session in session.handle.map { pendingBytes(PQsocket($0)) == 0 } ?? true }
    }

    package var isClosed: Bool { connection.isClosed }
    package var counts: LaneCounts { connection.core.read { _ in exchange.counts } }

    /// Executes a read. A cancelled task's call ends at once.
    package nonisolated(nonsending) func perform(
        _ request: LaneRequest, at now: MonotonicInstant
    ) async -> LaneRequest.Outcome {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { board(request, at: now, $0) }
        } onCancel: {
            cancel(request)
        }
        return request.outcome
    }

    /// Executes a read. Its waiter is resumed once, when the request has its outcome.
    package func board(_ request: LaneRequest, at now: MonotonicInstant, _ waiter: UnsafeContinuation<Void, Never>) {
        if isStuck(at: now) {
            connection.core.withSession { exchange.pump(&$0, at: now) }
            return waiter.resume()
        }
        load.came()
        request.waiter = waiter
        switch exchange.inbox.add(request) {
        case .taken: break
        case .wakesLane: send(at: now)
        case .refused:
            load.left()
            waiter.resume()
        }
    }

    /// Its waiter learns that it was cancelled, if it isn't answered already. May come before `board`.
    package func cancel(_ request: LaneRequest) {
        connection.core.withSession { exchange.cancel(request, &$0) }
    }

    /// What tasks on the loop's own thread ask for leaves together, as soon as none of them can go on.
    private func send(at now: MonotonicInstant) {
        let core = connection.core
        guard core.loop.isCurrent else { return core.withSession { exchange.pump(&$0, at: now) } }
        core.loop.postpone { core.withSession { self.exchange.pump(&$0, at: .now) } }
    }

    /// Takes nothing new, and closes when all that it carries is answered.
    package func retire() { connection.core.withSession { exchange.retire(&$0) } }

    /// Closes it now: what it carries is lost.
    package func close() async { await connection.close() }
}
