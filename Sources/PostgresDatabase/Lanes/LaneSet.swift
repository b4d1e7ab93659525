import Logging
import Postgres
import Synchronization

/// The lanes of a database: carries out what `LaneRoster` decides.
final class LaneSet: Sendable {
    struct Contents {
        var roster: LaneRoster<Lane>
        /// Retired ones, and all while a shutdown waits for them.
        var leaving: [Lane] = []
        var drained: [UnsafeContinuation<Void, Never>] = []
        var opening: Task<Void, Never>?
        /// What lanes that have ended had done.
        var counts = LaneCounts()

        mutating func takeDrained() -> [UnsafeContinuation<Void, Never>] {
            guard roster.isClosed, leaving.isEmpty else { return [] }
            defer { drained = [] }
            return drained
        }
    }

    private let pool: ConnectionPool
    private let limits: LaneLimits
    /// How long a statement may take if its caller doesn't say, in nanoseconds.
    let patience: Int64
    let contents: Mutex<Contents>

    /// - Parameter pool: whose configuration, clock and listeners they share.
    init(_ lanes: LaneConfiguration, _ pool: ConnectionPool) {
        self.pool = pool
        patience = pool.configuration.queryTimeout.inNanoseconds
        var limits = lanes.limits
        if let metrics = pool.metrics { limits.batchSent = { metrics.record($0) } }
        self.limits = limits
        let roster = LaneRoster<Lane>.Limits(
            maximum: lanes.maximum, batch: limits.batch, lifetime: pool.limits.lifetime,
            jitter: pool.limits.lifetimeJitter)
        contents = Mutex(Contents(roster: LaneRoster(limits: roster, seed: UInt64.random(in: 0...UInt64.max))))
    }

    /// The lane for a read; nil when there is none that can take it now.
    func lane(at now: MonotonicInstant, avoiding avoided: Lane? = nil) -> Lane? {
        let place = SharedEventLoops.all.current
        let choice = contents.withLock { contents in
            let choice = contents.roster.choose(at: now, avoiding: avoided, near: place) { lane in
                .init(depth: lane.isStuck(at: now) ? nil : lane.load.depth, isTrying: lane.load.isTrying)
            }
            if let retired = choice.retires { contents.leaving.append(retired) }
            return choice
        }
        if choice.opens { open() }
        choice.retires?.retire()
        return choice.lane
    }

    // MARK: Opening

    private func open() {
        let task = Task.detached { [self] in
            do throws(PostgresError) {
                let place = SharedEventLoops.all.leastUsed(by: contents.withLock(\.roster.places))
                let lane = try await Lane.open(
                    pool.configuration, limits: limits, on: SharedEventLoops.all.loops[place], logger: pool.logger
                ) { connection throws(PostgresError) in try await self.pool.announce(connection) }
                arrived(lane, place)
            } catch {
                // The pool, which is used instead, says that the server can't be reached.
                pool.logger.debug("A lane could not be opened", metadata: ["error": "\(error.message)"])
                contents.withLock { contents in
                    contents.opening = nil
                    contents.roster.openFailed(ConnectFault(error), at: pool.clock.now)
                }
            }
        }
        contents.withLock { if $0.roster.isOpening { $0.opening = task } }
    }

    private func arrived(_ lane: Lane, _ place: Int) {
        let retired = contents.withLock { contents -> Lane? in
            contents.opening = nil
            let retired = contents.roster.opened(lane, place: place, at: pool.clock.now)
            if let retired { contents.leaving.append(retired) }
            return retired
        }
        // Whoever writes next must not be told of an outage that readers have seen end.
        pool.update { $0.state.serverAnswered(at: pool.clock.now) }
        // Strongly, which `drop` ends: a weak reference would make each look at the lanes dearer.
        lane.connection.whenClosed { reason in self.ended(lane, reason) }
        retired?.retire()
    }

    private func ended(_ lane: Lane, _ reason: PostgresError?) {
        if let reason { pool.logger.debug("A lane was lost", metadata: ["reason": "\(reason.message)"]) }
        let drained = contents.withLock { contents in
            contents.roster.ended(lane)
            contents.leaving.removeAll { $0 === lane }
            contents.counts += lane.counts
            return contents.takeDrained()
        }
        for waiter in drained { waiter.resume() }
        for listener in pool.listeners { listener.closed(lane.connection, reason: reason) }
    }

    // MARK: Shutdown

    /// Nobody holds the database any longer.
    func drop() {
        let lanes = contents.withLock { contents in
            contents.leaving += contents.roster.close()
            return contents.leaving
        }
        for lane in lanes { lane.retire() }
    }

    /// Refuses new reads, waits for those under way, and closes the lanes; those that aren't done by `deadline` are
    /// closed under their riders.
    func shutdown(deadline: Duration) async {
        let (lanes, opening) = contents.withLock { contents in
            contents.leaving += contents.roster.close()
            return (contents.leaving, contents.opening)
        }
        opening?.cancel()
        await opening?.value
        for lane in lanes { lane.retire() }
        let clock = pool.clock
        let hurry = Task.detached {
            await clock.wait(until: clock.now + deadline)
            guard !Task.isCancelled else { return }
            for lane in lanes { await lane.close() }
        }
        await withUnsafeContinuation { continuation in
            let drained = contents.withLock { contents in
                contents.drained.append(continuation)
                return contents.takeDrained()
            }
            for waiter in drained { waiter.resume() }
        }
        hurry.cancel()
    }
}
