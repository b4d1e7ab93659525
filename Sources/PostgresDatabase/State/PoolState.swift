import Postgres

/// Decides who gets which connection, and when connections are opened, asked, recycled and closed.
///
/// It does no I/O and doesn't read a clock: the time is passed in, and what is to be done is left in `actions`, for
/// `ConnectionPool` to carry out. Promised after every call:
///
/// - At most `limits.capacity` connections exist, those being opened and closed included.
/// - Nobody waits while a connection is idle.
/// - Connections are given to waiters in the order in which they came.
/// - Each waiter gets exactly one `grant` or `refuse`, unless it leaves before.
/// - A `wake` was asked for that is not later than the next thing to be done without being told.
struct PoolState: Sendable {
    typealias Instant = MonotonicInstant

    let limits: PoolLimits
    var slots: [PoolSlot]
    var counts = PhaseCounts()
    /// Idle connections, the one used last at the end.
    var idle: [Int] = []
    /// Places without a connection.
    var free: [Int]
    var waiters = WaiterQueue()
    var outage = Outage()
    var totals = PoolTotals()

    var actions: [PoolAction] = []
    /// The time for which `tick` was asked.
    var wakeAt: Instant?

    /// Connections that were idle already at this time are asked before they are lent, bypass or not: another one was
    /// found dead.
    var suspectUntil: Instant?
    /// How many recycled connections are yet to be replaced.
    var replacements = 0
    /// When a connection last changed hands.
    var lastProgress: Instant
    var closing: Closing?
    var generator: JitterGenerator

    private var lastTicket: UInt64 = 0
    private var lastLease: UInt64 = 0

    struct Closing: Sendable {
        var deadline: Instant
        var isDrained = false
    }

    init(limits: PoolLimits, at now: Instant, seed: UInt64) {
        self.limits = limits
        slots = Array(repeating: PoolSlot(at: now), count: limits.capacity)
        free = Array((0..<limits.capacity).reversed())
        idle.reserveCapacity(limits.capacity)
        lastProgress = now
        generator = JitterGenerator(seed: seed)
    }

    /// All places that aren't free.
    var total: Int { slots.count - free.count }
    /// Connections that answered when they were last used.
    var live: Int { idle.count + counts.leased + counts.validating + counts.cleaning }

    mutating func takeActions() -> [PoolAction] {
        guard !actions.isEmpty else { return [] }
        defer { actions = [] }
        return actions
    }

    /// Asks for a `tick` at a time, unless one is due before.
    mutating func schedule(_ time: Instant) {
        if let wakeAt, wakeAt <= time { return }
        wakeAt = time
        actions.append(.wake(time))
    }

    // MARK: Places

    func isCurrent(_ key: ConnectionKey, _ phase: PoolSlot.Phase) -> Bool {
        slots[key.slot].generation == key.generation && slots[key.slot].phase == phase
    }

    func isCurrent(_ lease: LeaseKey) -> Bool {
        let slot = slots[lease.slot]
        return slot.lease == lease.number && (slot.phase == .leased || slot.phase == .validating)
    }

    func key(_ index: Int) -> ConnectionKey { ConnectionKey(slot: index, generation: slots[index].generation) }

    mutating func move(_ index: Int, to phase: PoolSlot.Phase, at now: Instant) {
        counts.add(-1, to: slots[index].phase)
        counts.add(1, to: phase)
        slots[index].phase = phase
        slots[index].since = now
        slots[index].deadline = nil
    }

    /// The connection has gone. Its place may be given to another.
    mutating func vacate(_ index: Int, at now: Instant) {
        if slots[index].phase == .idle { idle.removeAll { $0 == index } }
        move(index, to: .free, at: now)
        slots[index].generation += 1
        slots[index].replaces = nil
        free.append(index)
    }

    mutating func close(_ index: Int, _ reason: CloseReason, at now: Instant) {
        if slots[index].phase == .idle { idle.removeAll { $0 == index } }
        move(index, to: .closing, at: now)
        if reason == .recycled { totals.recycled += 1 }
        actions.append(.close(key(index), reason))
    }

    // MARK: Numbers

    mutating func newTicket() -> UInt64 {
        lastTicket += 1
        return lastTicket
    }

    mutating func lend(_ index: Int, _ phase: PoolSlot.Phase = .leased, to site: CallSite, at now: Instant) -> LeaseKey
    {
        lastLease += 1
        move(index, to: phase, at: now)
        slots[index].lease = lastLease
        slots[index].site = site
        slots[index].wasReported = false
        if phase == .leased { totals.acquired += 1 }
        schedule(now + limits.leaseWarning)
        return LeaseKey(slot: index, number: lastLease)
    }
}
