import CLibpq
import DequeModule
import Synchronization

/// The request that never ends: it keeps a connection in pipeline mode, sends what `LaneState` decides and hands each
/// reply to its rider.
final class LaneExchange: Exchange, @unchecked Sendable {
    // @unchecked: as Exchange.

    /// A command that was sent, whose reply is yet to come.
    enum Step {
        case deallocate
        /// A Sync that belongs to no rider.
        case asideSync
        case prepare(Int, name: String)
        case describe(Int, name: String)
        case execute(columns: ResultShape?, isFirst: Bool)
        case inspect
        case sync
    }

    struct Measurement {
        let statement: LaneStatement
        let isFirst: Bool
        let isProbe: Bool
        /// When the server turned to it, as far as is known.
        var began: MonotonicInstant?
    }

    struct Inspection {
        /// Whose traces they would be, if that is known.
        let statement: LaneStatement?
        var isOfSuccess = false
        /// When the server turned to it, as far as is known.
        var since: MonotonicInstant
    }

    /// What a connection must look like after each statement: see `SessionTraces`.
    let fingerprint: String
    let limits: LaneLimits
    let load: LaneLoad
    let inbox: LaneInbox
    /// Empty, but while it is emptied.
    @exclusivity(unchecked) private var arrived: [LaneRequest] = []
    @exclusivity(unchecked) var lane: LaneState<LaneRequest>
    /// By number, with the result's columns once they are known.
    @exclusivity(unchecked) var statements: StatementCache<Int, ResultShape?>
    @exclusivity(unchecked) var steps = Deque<Step>()
    /// Why the statement of the next rider could not be prepared.
    @exclusivity(unchecked) var preparationFailure: PostgresError?
    /// The last statement of this batch that could not be prepared: others of it execute what isn't there.
    @exclusivity(unchecked) var unprepared: (statement: Int, failure: PostgresError)?
    /// What the statement of the next rider returns, as the server has described it in this batch.
    @exclusivity(unchecked) var describedColumns: ResultShape?
    /// The rider that travels alone, whose time is measured.
    @exclusivity(unchecked) var measured: Measurement?
    /// Whether libpq has given a result of the first of `steps`.
    @exclusivity(unchecked) var stepHasResult = false
    /// Whether it was left alone for long before the batch under way: its server may be gone.
    @exclusivity(unchecked) var wasIdleForLong = false
    @exclusivity(unchecked) var idleSince = MonotonicInstant.now
    @exclusivity(unchecked) var nobodySince: MonotonicInstant?
    /// When the replies that are being handed out came.
    @exclusivity(unchecked) var receivedAt = MonotonicInstant.now
    /// Traces in the session are being looked for: nothing else is sent meanwhile.
    @exclusivity(unchecked) var inspection: Inspection?
    @exclusivity(unchecked) var inspectedAt = MonotonicInstant.now
    /// What batches of quick statements take at present: the newest counts an eighth.
    @exclusivity(unchecked) var usual = Duration.zero
    @exclusivity(unchecked) var counts = LaneCounts()
    var isRetired = false

    init(fingerprint: String, limits: LaneLimits, load: LaneLoad) {
        self.fingerprint = fingerprint
        self.limits = limits
        self.load = load
        inbox = LaneInbox(capacity: limits.waiting)
        var state = LaneState<LaneRequest>.Limits()
        state.batch = limits.batch
        state.waiting = limits.waiting
        lane = LaneState(limits: state)
        lane.stuckAfter = limits.slowStatement
        statements = StatementCache(capacity: limits.statements, prefix: "lane")
        super.init(sql: "", patience: .zero)
        deadline = nil
        phase = .underWay
    }

    override var isExclusive: Bool { true }
    override var maximalBytes: Int? { limits.batchBytes }

    /// Sends what has come, if it may go out.
    func pump(_ session: inout Session, at now: MonotonicInstant) {
        guard session.handle != nil, session.closeReason == nil else { return turnAway(&session) }
        if isBlocking(at: now) { evictWaiting(&session) }
        sendNext(&session, at: now)
    }

    /// Takes in what has come meanwhile.
    func drain(_ session: inout Session) {
        inbox.swap(&arrived)
        for request in arrived {
            if request.isCancelled {
                answer(request, .failed(request.interrupted(as: .cancelled)), &session)
            } else if !lane.submit(request) {
                answer(request, .elsewhere, &session)
            }
        }
        arrived.removeAll(keepingCapacity: true)
    }

    private func turnAway(_ session: inout Session) {
        inbox.close()
        inbox.swap(&arrived)
        for request in arrived + lane.lose() { answer(request, .elsewhere, &session) }
        arrived.removeAll()
    }

    override func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception {
        let now = MonotonicInstant.now
        receivedAt = now
        let reception = takeReplies(connection, &session, at: now)
        if case .incomplete = reception, session.closeReason == nil {
            sendNext(&session, at: now)
            closeIfRetired(&session)
        }
        return reception
    }

    override func grewTooLarge(_ session: inout Session) {
        lane.next?.statement.banish()
        evictSent(&session)
        session.sendCancel()
    }

    override func tick(_ session: inout Session) { keepTime(.now, &session) }

    override func cancelEnded(_ session: inout Session) { sendNext(&session, at: .now) }

    /// A task was cancelled: it is answered at once, and its result thrown away when it comes.
    func cancel(_ request: LaneRequest, _ session: inout Session) {
        request.isCancelled = true
        drain(&session)
        guard lane.abandon(request) else { return }
        answer(request, .failed(request.interrupted(as: .cancelled)), &session)
    }

    func answer(_ request: LaneRequest, _ outcome: LaneRequest.Outcome, _ session: inout Session) {
        guard let waiter = request.waiter else { return }
        request.waiter = nil
        request.outcome = outcome
        load.left()
        session.effects.answers.append(waiter)
    }

    /// Leased connections are to execute what waits here.
    func evictWaiting(_ session: inout Session) {
        drain(&session)
        for request in lane.evictWaiting() { answer(request, .elsewhere, &session) }
    }

    /// The connection has ended: each rider learns why, and may ride another lane.
    override func wake(_ session: inout Session) {
        inbox.close()
        drain(&session)
        let reason = failure ?? PostgresError(code: .connectionClosed, message: "The connection was closed.")
        for request in lane.lose() { answer(request, .lost(reason.with(sql: request.statement.sql)), &session) }
        steps.removeAll()
        load.isFree()
    }

    /// Takes nothing new, and closes the connection when all riders are answered.
    func retire(_ session: inout Session) {
        isRetired = true
        guard session.handle != nil, session.closeReason == nil else { return turnAway(&session) }
        inbox.close()
        drain(&session)
        sendNext(&session, at: .now)
        closeIfRetired(&session)
    }

    func closeIfRetired(_ session: inout Session) {
        guard isRetired, lane.isIdle else { return }
        session.lose(PostgresError(code: .connectionClosed, message: "The lane was closed."))
    }
}
