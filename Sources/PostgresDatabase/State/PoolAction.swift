import Postgres

/// What a `PoolState` wants done. It never waits for it: word of what came of it is brought by another call.
enum PoolAction: Sendable, Equatable {
    /// Wake the waiter: it has the lease.
    case grant(WaiterKey, LeaseKey)
    /// Wake the waiter: it gets none.
    case refuse(WaiterKey, Refusal)
    /// Open a connection; then `connected` or `connectFailed`.
    case connect(ConnectionKey)
    /// Give up opening it. Nothing more is expected.
    case abandon(ConnectionKey)
    /// Undo what the last borrower left; then `cleaned`.
    case clean(ConnectionKey)
    /// Close it; then `closed`.
    case close(ConnectionKey, CloseReason)
    /// Call `tick` at this time, if no earlier call is due.
    case wake(MonotonicInstant)
    /// Say that a lease is held for long.
    case report(LeaseReport)
    /// Say that the server can't be reached, or that it can again.
    case unreachable(ConnectFault)
    case reachable
    /// All connections are closed after `shutDown`.
    case drained
}

enum CloseReason: Sendable, Equatable {
    /// One more than the pool's base, and nobody waits.
    case overflow
    /// Its maximal life has passed.
    case recycled
    /// It did not answer when it was asked whether it still works, or others of its age did not.
    case unresponsive
    /// It came back unusable: busy, or what its borrower left could not be undone.
    case broken
    case shutdown
}

/// Why an acquire ends without a connection.
enum Refusal: Sendable, Equatable {
    case timedOut(waited: Duration, PoolReport, isNested: Bool)
    case closed
    case unreachable(ConnectFault)
    case tooManyWaiters(PoolReport)
    case nested(PoolReport)
    /// Its task was cancelled.
    case cancelled
}

/// What an acquire asks for.
struct AcquireRequest: Sendable {
    var site: CallSite
    var since: MonotonicInstant
    var deadline: MonotonicInstant
    /// Kept when the connection that was given first turned out to be dead.
    var ticket: UInt64?
    var holds: [LeaseKey] = []
}

/// What an acquire gets.
enum AcquireDecision: Sendable, Equatable {
    case lease(LeaseKey)
    /// As `lease`, but the connection was idle for a while: ask it first, then `validated`.
    case validate(LeaseKey, ticket: UInt64)
    /// A `grant` or a `refuse` will come.
    case wait(WaiterKey)
    case refuse(Refusal)
}

/// In which state a connection comes back.
enum ReturnCondition: Sendable, Equatable {
    case clean
    /// In a transaction, or with a changed session.
    case dirty
    /// Busy or closed.
    case broken
}
