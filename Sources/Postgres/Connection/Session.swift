import CLibpq
import DequeModule

/// What a connection's lock protects: the libpq connection, the request under way and those in line.
///
/// Its methods are called with the lock held. What must happen without it (resuming callers, changing what the loop
/// watches, sending a cancel request) is left in `effects`, for `Connection` to carry out.
struct Session: @unchecked Sendable {
    // @unchecked: the libpq connection is used only through this value, and this value only under its lock.

    struct Effects {
        var wakeUps: [UnsafeContinuation<Void, Never>] = []
        var interestChanged = false
        var cancel: CancelToken?
        var lost: PostgresError?
        /// Riders of a lane, whose requests have their outcome.
        var answers: [UnsafeContinuation<Void, Never>] = []
    }

    enum Cancel {
        case none
        case underWay(deadline: MonotonicInstant)
    }

    static let maximalLine = 1024

    var handle: OpaquePointer?
    var current: Exchange?
    var line = Deque<Exchange>()
    var cancel = Cancel.none
    var statements: StatementCache<StatementKey, QueryExchange.Details>
    /// libpq's pipeline mode, in which a statement is prepared and executed in one round trip.
    var isPipelining = false
    var hasUnsentData = false
    var isReading = true
    var stateChanged = false
    var closeReason: PostgresError?
    var effects = Effects()
    let limits: Limits
    let notices: NoticeRecorder

    struct Limits {
        var cancelTimeout: Duration
        var maximalResultBytes: Int?
        var preparesStatements: Bool
    }

    init(handle: OpaquePointer, statementCacheSize: Int, limits: Limits, notices: NoticeRecorder) {
        self.handle = handle
        self.limits = limits
        self.notices = notices
        statements = StatementCache(capacity: statementCacheSize)
    }

    /// A cancel request is on its way: it could hit what is sent now.
    var isCancelling: Bool {
        if case .underWay = cancel { return true }
        return effects.cancel != nil
    }

    var transactionStatus: TransactionStatus {
        guard let handle, closeReason == nil else { return .unknown }
        return TransactionStatus(PQtransactionStatus(handle))
    }

    mutating func takeEffects() -> Effects {
        defer { effects = Effects() }
        return effects
    }

    // MARK: Requests

    /// Sends a request, or puts it in line behind the one under way.
    mutating func submit(_ exchange: Exchange) {
        if let interruption = exchange.interruption {
            return fail(exchange, exchange.interrupted(as: interruption))
        }
        // A connection that is lost keeps its handle until the loop frees it: nothing would answer a request by then.
        guard handle != nil, closeReason == nil else { return fail(exchange, closedError(exchange)) }
        guard let current else { return start(exchange) }
        if current.isExclusive || line.count >= Self.maximalLine {
            let reason =
                current.isExclusive
                ? "A stream or COPY is open on this connection: end it first, or use another connection."
                : "\(line.count) statements are waiting for this connection already."
            return fail(exchange, PostgresError(code: .connectionBusy, message: reason, sql: exchange.sql))
        }
        exchange.phase = .waiting
        line.append(exchange)
    }

    private mutating func start(_ exchange: Exchange) {
        guard let handle else { return fail(exchange, closedError(exchange)) }
        current = exchange
        exchange.phase = .underWay
        do {
            try exchange.send(handle, &self)
            flush()
        } catch {
            // Part of it may be queued: what follows would get its replies.
            lose(PQstatus(handle) == CONNECTION_BAD ? lostError(handle) : error)
        }
    }

    /// The request under way is answered: the next in line follows, once no cancel request can reach it.
    mutating func finishCurrent() {
        guard let exchange = current else { return }
        exchange.deadline = nil
        if case .underWay = cancel {
            exchange.phase = .held
            return
        }
        current = nil
        exchange.phase = .finished
        exchange.wake(&self)
        setReading(true)
        if let next = line.popFirst() { start(next) }
    }

    mutating func fail(_ exchange: Exchange, _ error: PostgresError) {
        exchange.phase = .finished
        if exchange.failure == nil { exchange.failure = error }
        exchange.deadline = nil
        exchange.wake(&self)
    }

    // MARK: Data

    /// The socket is readable: takes what has come.
    mutating func receive() {
        guard let handle else { return }
        if let current, current.countsBytes { count(current, handle) }
        guard PQconsumeInput(handle) == 1 else { return lose(lostError(handle)) }
        if hasUnsentData { flush() }
        advance()
    }

    /// Hands what has come to the request under way.
    mutating func advance() {
        guard let handle else { return }
        guard let exchange = current, exchange.phase == .underWay else {
            // Nobody asked: notices and parameter changes are taken in, and the end of the connection noticed.
            _ = PQisBusy(handle)
            if PQstatus(handle) == CONNECTION_BAD { lose(lostError(handle)) }
            return
        }
        switch exchange.receive(handle, &self) {
        case .incomplete: if PQstatus(handle) == CONNECTION_BAD { lose(lostError(handle)) }
        case .paused: setReading(false)
        case .finished: finishCurrent()
        case .lost: lose(lostError(handle))
        }
    }

    /// Sends what is queued, as far as the socket takes it.
    mutating func flush() {
        guard let handle else { return }
        let status = PQflush(handle)
        guard status >= 0 else {
            // What the server said last (why it hung up) may still be in the socket.
            _ = PQconsumeInput(handle)
            return lose(lostError(handle))
        }
        let wasUnsent = hasUnsentData
        hasUnsentData = status == 1
        if wasUnsent != hasUnsentData { effects.interestChanged = true }
        if !hasUnsentData, let current { current.flushed(handle, &self) }
    }

    mutating func setReading(_ reading: Bool) {
        guard isReading != reading else { return }
        isReading = reading
        effects.interestChanged = true
    }

    /// Small results come in one or two arrivals: only from the fifth on is it worth asking how much there is.
    private mutating func count(_ exchange: Exchange, _ handle: OpaquePointer) {
        exchange.arrivals += 1
        guard let limit = exchange.maximalBytes ?? limits.maximalResultBytes, exchange.arrivals >= 5,
            exchange.interruption == nil
        else { return }
        exchange.receivedBytes += pendingBytes(PQsocket(handle))
        if exchange.receivedBytes > limit { exchange.grewTooLarge(&self) }
    }
}
