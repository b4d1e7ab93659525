import Postgres

/// A place for one connection in a pool.
struct PoolSlot: Sendable {
    typealias Instant = MonotonicInstant

    enum Phase: Sendable {
        /// No connection.
        case free
        /// One is being opened.
        case connecting
        /// Open, clean, and nobody's.
        case idle
        /// Borrowed, but asked first whether it still answers.
        case validating
        /// Borrowed.
        case leased
        /// Returned in a transaction or with a changed session, which is being undone.
        case cleaning
        /// Being closed: the server may still count it.
        case closing
    }

    var phase = Phase.free
    var generation: UInt64 = 0
    /// When the phase began.
    var since: Instant
    /// When validating or cleaning has taken too long.
    var deadline: Instant?

    var openedAt: Instant
    /// The end of the connection's maximal life.
    var expiresAt: Instant
    /// The expired connection whose place this one is to take.
    var replaces: ConnectionKey?

    var lease: UInt64 = 0
    var site = CallSite("", 0)
    /// That it is held for long was said.
    var wasReported = false

    init(at now: Instant) {
        since = now
        openedAt = now
        expiresAt = now
    }
}

/// How many connections are in which phase. Idle and free ones are counted by the lists that hold them.
struct PhaseCounts: Sendable, Equatable {
    var connecting = 0
    var validating = 0
    var leased = 0
    var cleaning = 0
    var closing = 0

    mutating func add(_ amount: Int, to phase: PoolSlot.Phase) {
        switch phase {
        case .free, .idle: break
        case .connecting: connecting += amount
        case .validating: validating += amount
        case .leased: leased += amount
        case .cleaning: cleaning += amount
        case .closing: closing += amount
        }
    }
}
