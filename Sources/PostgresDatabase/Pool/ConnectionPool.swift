import Logging
import Postgres
import Synchronization

/// Lends connections: carries out what `PoolState` decides.
///
/// One lock protects the state and the connections; what takes time happens outside of it. Borrowing an idle connection
/// and returning a clean one take the lock once each, and neither suspends nor starts a task.
final class ConnectionPool: Sendable {
    let configuration: ConnectionConfiguration
    let limits: PoolLimits
    let clock: any PoolClock
    let logger: Logger
    let listeners: [any ConnectionListener]
    let metrics: MetricsRecorder?
    /// How long callers wait that don't say how long, in nanoseconds.
    let patience: Int64
    private let contents: Mutex<PoolContents>
    private let timer: PoolTimer

    init(
        _ configuration: ConnectionConfiguration, limits: PoolLimits, logger: Logger,
        patience: Duration, listeners: [any ConnectionListener] = [], metrics: MetricsRecorder? = nil,
        clock: any PoolClock = SystemClock()
    ) {
        self.configuration = configuration
        self.limits = limits
        self.patience = patience.inNanoseconds
        self.logger = logger
        self.listeners = listeners
        self.metrics = metrics
        self.clock = clock
        let seed = UInt64.random(in: 0...UInt64.max)
        contents = Mutex(PoolContents(state: PoolState(limits: limits, at: clock.now, seed: seed)))
        timer = PoolTimer(clock: clock)
    }

    var statistics: PoolStatistics { contents.withLock { $0.state.statistics } }

    /// Works on the contents with the lock held, then does what came of it.
    func update<R: Sendable>(_ body: (inout PoolContents) -> R) -> R {
        let (result, effects) = contents.withLock { contents -> (R, PoolEffects?) in
            let result = body(&contents)
            return (result, contents.state.actions.isEmpty ? nil : contents.takeEffects())
        }
        if let effects { perform(effects) }
        return result
    }

    private func perform(_ effects: PoolEffects) {
        for (waiter, outcome) in effects.outcomes { waiter.resume(returning: outcome) }
        for work in effects.work { perform(work) }
        for waiter in effects.drained { waiter.resume() }
        if let time = effects.wakeAt {
            timer.wake(at: time) { [weak self] in
                guard let self else { return }
                update { $0.state.tick(at: self.clock.now) }
            }
        }
    }

    private func perform(_ work: PoolEffects.Work) {
        switch work {
        case .connect(let key): connect(key)
        case .abandon(let task): task.cancel()
        case .clean(let key, let connection): clean(key, connection)
        case .close(let connection, let reason):
            if reason == .recycled { for listener in listeners { listener.recycled(connection) } }
            // Not by the caller, who may be cancelled or in a hurry.
            Task.detached { await connection.close() }
        case .report(let report):
            logger.warning(
                "A connection is held for long",
                metadata: ["held": "\(report.age.rounded)", "leasedAt": "\(report.site)"])
        case .unreachable(let fault):
            logger.error(
                "The database lets nobody in",
                metadata: ["error": "\(fault.message)", "sqlState": "\(fault.sqlState?.rawValue ?? "-")"])
        case .reachable: logger.notice("The database can be reached again")
        }
    }

    // MARK: Shutdown

    /// Refuses new borrowers, waits for those who wait already and those who hold a connection, and closes everything.
    /// What is left after `deadline` is closed under its borrowers.
    ///
    /// Not hurried by cancellation.
    func shutdown(deadline: Duration) async {
        await withUnsafeContinuation { continuation in
            update { contents in
                contents.draining.append(continuation)
                let now = clock.now
                contents.state.shutDown(by: now + deadline, at: now)
            }
        }
    }
}
