import Postgres

/// What a pool's lock protects.
struct PoolContents {
    typealias Waiting = UnsafeContinuation<AcquireOutcome, Never>

    var state: PoolState
    /// By place.
    var connections: [Connection?]
    var waiting: [WaiterKey: Waiting] = [:]
    /// Attempts to connect that can be cancelled.
    var connecting: [ConnectionKey: Task<Void, Never>] = [:]
    /// Those who wait for the end of a shutdown.
    var draining: [UnsafeContinuation<Void, Never>] = []

    init(state: PoolState) {
        self.state = state
        connections = Array(repeating: nil, count: state.limits.capacity)
    }

    /// What the state wants done, with the things that it knows by number. Mostly nothing: then it costs nothing.
    mutating func takeEffects() -> PoolEffects {
        var effects = PoolEffects()
        for action in state.takeActions() {
            switch action {
            case .grant(let key, let lease):
                if let waiter = waiting.removeValue(forKey: key), let lease = self.lease(lease) {
                    effects.outcomes.append((waiter, .lease(lease)))
                }
            case .refuse(let key, let refusal):
                if let waiter = waiting.removeValue(forKey: key) {
                    effects.outcomes.append((waiter, .refusal(refusal)))
                }
            case .connect(let key): effects.work.append(.connect(key))
            case .abandon(let key):
                if let task = connecting.removeValue(forKey: key) { effects.work.append(.abandon(task)) }
            case .clean(let key):
                if let connection = connections[key.slot] { effects.work.append(.clean(key, connection)) }
            case .close(let key, let reason):
                if let connection = connections[key.slot] { effects.work.append(.close(connection, reason)) }
            case .wake(let time): effects.wakeAt = min(effects.wakeAt ?? time, time)
            case .report(let report): effects.work.append(.report(report))
            case .unreachable(let fault): effects.work.append(.unreachable(fault))
            case .reachable: effects.work.append(.reachable)
            case .drained:
                effects.drained += draining
                draining = []
            }
        }
        return effects
    }

    func lease(_ key: LeaseKey) -> Lease? {
        connections[key.slot].map { Lease(connection: $0, key: key, since: state.slots[key.slot].since) }
    }
}

enum AcquireOutcome: Sendable {
    case lease(Lease)
    case validate(Lease, ticket: UInt64)
    /// Boxed, so that a lease stays small.
    indirect case refusal(Refusal)
}

/// What is to be done once the lock is released.
struct PoolEffects: Sendable {
    enum Work: Sendable {
        case connect(ConnectionKey)
        case abandon(Task<Void, Never>)
        case clean(ConnectionKey, Connection)
        case close(Connection, CloseReason)
        case report(LeaseReport)
        case unreachable(ConnectFault)
        case reachable
    }

    var outcomes: [(PoolContents.Waiting, AcquireOutcome)] = []
    var work: [Work] = []
    var drained: [UnsafeContinuation<Void, Never>] = []
    var wakeAt: MonotonicInstant?
}
