import Postgres

@testable import PostgresDatabase

/// A pool's decisions without a pool: connections are numbers, and time passes when a test says so.
final class PoolHarness {
    typealias Instant = MonotonicInstant

    static let start = Instant.now

    var state: PoolState
    var now = PoolHarness.start
    private(set) var granted: [WaiterKey: LeaseKey] = [:]
    private(set) var grants: [WaiterKey] = []
    private(set) var refused: [WaiterKey: Refusal] = [:]
    private(set) var connects: [ConnectionKey] = []
    private(set) var abandoned: [ConnectionKey] = []
    private(set) var closes: [ConnectionKey: CloseReason] = [:]
    private(set) var cleans: [ConnectionKey] = []
    private(set) var reports: [LeaseReport] = []
    private(set) var outages: [Bool] = []
    private(set) var drained = 0
    private(set) var wakeAt: Instant?

    init(size: Int = 2, maxOverflow: Int = 0, seed: UInt64 = 1, adjust: (inout PoolLimits) -> Void = { _ in }) {
        var limits = PoolLimits(
            size: size, maxOverflow: maxOverflow, maxWaiters: 1000, lifetime: .seconds(3600), lifetimeJitter: 0.1,
            prePingBypass: .milliseconds(500), prePingTimeout: .seconds(1), leaseWarning: .seconds(60),
            connectsAtOnce: 2)
        adjust(&limits)
        state = PoolState(limits: limits, at: Self.start, seed: seed)
    }

    var isUnreachable: Bool { state.isUnreachable }
    var waiting: Int { state.waiters.count }
    var elapsed: Duration { now - Self.start }

    private func collect() {
        for action in state.takeActions() {
            switch action {
            case .grant(let waiter, let lease):
                granted[waiter] = lease
                grants.append(waiter)
            case .refuse(let waiter, let refusal): refused[waiter] = refusal
            case .connect(let key): connects.append(key)
            case .abandon(let key): abandoned.append(key)
            case .close(let key, let reason): closes[key] = reason
            case .clean(let key): cleans.append(key)
            case .report(let report): reports.append(report)
            case .unreachable: outages.append(true)
            case .reachable: outages.append(false)
            case .drained: drained += 1
            case .wake(let time): wakeAt = min(wakeAt ?? time, time)
            }
        }
    }

    // MARK: What borrowers do

    func acquire(
        within patience: Duration = .seconds(30), ticket: UInt64? = nil, holding leases: [LeaseKey] = []
    ) -> AcquireDecision {
        let request = AcquireRequest(
            site: CallSite("Tests/Harness.swift", 1), since: now, deadline: now + patience, ticket: ticket,
            holds: leases)
        defer { collect() }
        return state.acquire(request, at: now)
    }

    /// A lease, where one is to be had at once.
    func lease() -> LeaseKey? {
        guard case .lease(let lease) = acquire() else { return nil }
        return lease
    }

    /// A place in line.
    func wait(within patience: Duration = .seconds(30), holding leases: [LeaseKey] = []) -> WaiterKey? {
        guard case .wait(let key) = acquire(within: patience, holding: leases) else { return nil }
        return key
    }

    func cancel(_ key: WaiterKey) {
        state.cancel(key, at: now)
        collect()
    }

    func release(_ lease: LeaseKey, _ condition: ReturnCondition = .clean) {
        state.release(lease, condition, at: now)
        collect()
    }

    func validated(_ lease: LeaseKey, answered: Bool) -> Bool {
        defer { collect() }
        return state.validated(lease, answered: answered, at: now)
    }

    // MARK: What the server does

    /// The oldest attempt to connect succeeds.
    @discardableResult
    func connect() -> ConnectionKey? {
        guard !connects.isEmpty else { return nil }
        let key = connects.removeFirst()
        return connected(key) ? key : nil
    }

    func connected(_ key: ConnectionKey) -> Bool {
        connects.removeAll { $0 == key }
        defer { collect() }
        return state.connected(key, at: now)
    }

    func failConnect(_ fault: ConnectFault = ConnectFault(message: "refused")) {
        guard !connects.isEmpty else { return }
        state.connectFailed(connects.removeFirst(), fault, at: now)
        collect()
    }

    func serverAnswered() {
        state.serverAnswered(at: now)
        collect()
    }

    func close(_ key: ConnectionKey, isLoss: Bool = false) {
        closes[key] = nil
        state.closed(key, isLoss: isLoss, at: now)
        collect()
    }

    /// All that was to be closed is closed.
    func finishCloses() {
        while let key = closes.keys.first { close(key) }
    }

    func finishClean(succeeded: Bool = true) {
        guard !cleans.isEmpty else { return }
        state.cleaned(cleans.removeFirst(), succeeded: succeeded, at: now)
        collect()
    }

    // MARK: Time

    /// Lets time pass, with a tick whenever one was asked for.
    func advance(_ duration: Duration) {
        let end = now + duration
        while let wakeAt, wakeAt <= end {
            now = max(now, wakeAt)
            tick()
        }
        now = end
    }

    func tick() {
        wakeAt = nil
        state.tick(at: now)
        collect()
    }

    func shutDown(within patience: Duration = .seconds(10)) {
        state.shutDown(by: now + patience, at: now)
        collect()
    }

    // MARK: Set-ups

    /// Opens `count` connections and leases them all.
    func leases(_ count: Int) -> [LeaseKey] {
        var leases: [LeaseKey] = []
        for _ in 0..<count {
            switch acquire() {
            case .lease(let lease): leases.append(lease)
            case .wait(let key):
                if connects.isEmpty { advance(state.limits.overflowPatience) }
                connect()
                if let lease = granted[key] { leases.append(lease) }
            default: break
            }
        }
        return leases
    }
}
