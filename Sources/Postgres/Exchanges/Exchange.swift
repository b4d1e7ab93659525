import CLibpq

/// A request and its replies: what is sent for it, and what happens with each thing that comes back.
///
/// A caller makes one, hands it to its connection and waits; the loop's thread feeds it replies.
class Exchange: @unchecked Sendable {
    // @unchecked: every member is touched only with the lock of the connection's session held; what a waiter reads
    // after it was resumed is no longer written to. `@exclusivity(unchecked)`, here and in what derives from it: members
    // are read or replaced, and none is held while other code runs; the checks were some 4 % of a lane read's profile.

    enum Phase { case created, waiting, underWay, held, finished }

    enum Reception {
        /// More replies must come.
        case incomplete
        /// The caller must take what has come before more is read.
        case paused
        /// The last reply has come: the connection is free again.
        case finished
        /// The connection can't be used any longer.
        case lost
    }

    let sql: String
    /// How long the server may take without any sign of progress.
    let patience: Duration
    /// When the server's time is up; nil while nothing is expected of it.
    @exclusivity(unchecked) var deadline: MonotonicInstant?
    @exclusivity(unchecked) var phase = Phase.created
    /// Why it is to be stopped, if it is: `.cancelled`, `.timedOut` or `.resultTooLarge`.
    @exclusivity(unchecked) var interruption: PostgresError.Code?
    @exclusivity(unchecked) var failure: PostgresError?
    /// Whether something that came was thrown away: what is left must not be taken for the whole.
    var isCutShort = false
    @exclusivity(unchecked) var waiter: UnsafeContinuation<Void, Never>?
    /// How often data came for it, and how many bytes at least: for the limit on results.
    @exclusivity(unchecked) var arrivals = 0
    @exclusivity(unchecked) var receivedBytes = 0

    init(sql: String, patience: Duration) {
        self.sql = sql
        self.patience = patience
        deadline = .now + patience
    }

    /// Whether other requests are refused, rather than put in line, while this one is under way.
    var isExclusive: Bool { false }
    /// Whether bytes that have come count against the limit on a result's size.
    var countsBytes: Bool { true }

    /// Queues the messages of the request in libpq's buffer. Called once.
    func send(_ connection: OpaquePointer, _ session: inout Session) throws(PostgresError) {}

    /// Takes the replies that have come. Called whenever there may be some.
    func receive(_ connection: OpaquePointer, _ session: inout Session) -> Reception { .finished }

    /// All that was sent has left for the server.
    func flushed(_ connection: OpaquePointer, _ session: inout Session) {}

    /// The caller no longer wants it, or its time is up: most are cancelled on the server.
    func interrupt(_ connection: OpaquePointer, _ session: inout Session) { session.sendCancel() }

    /// The limit on a result's size; the session's if nil.
    var maximalBytes: Int? { nil }

    /// More bytes have come than the limit allows.
    func grewTooLarge(_ session: inout Session) { session.interrupt(self, .resultTooLarge) }

    /// Called every 50 ms while it is under way.
    func tick(_ session: inout Session) {}

    /// The server has acted on a cancel request, and the request goes on.
    func cancelEnded(_ session: inout Session) {}

    /// The error that the server answered with, unless it is only the answer to our own cancel request.
    func record(_ error: PostgresError, _ session: inout Session) {
        // The server's last word before it hangs up: the loss that follows is what the caller learns of.
        if error.isFatal { return session.notices.note(error) }
        guard failure == nil else { return }
        if let interruption, error.sqlState == .queryCanceled || error.sqlState == nil {
            failure = interrupted(as: interruption)
        } else {
            failure = error
        }
    }

    /// Why what was handed on is not the whole, if it isn't. A cancel request that comes too late lets the statement
    /// succeed; what was thrown away for it is missing all the same.
    var ending: PostgresError? { failure ?? (isCutShort ? interruption.map(interrupted(as:)) : nil) }

    func interrupted(as code: PostgresError.Code) -> PostgresError {
        switch code {
        case .timedOut:
            PostgresError(
                code: code, message: .outOfTime(patience), sql: sql)
        case .resultTooLarge:
            PostgresError(
                code: code,
                message: """
                    The result grew past the connection's `maxResultBytes` and was given up: fetch less, take it row by \
                    row with `stream`, or raise the limit.
                    """,
                sql: sql)
        default:
            PostgresError(code: code, message: "The task was cancelled, and its statement with it.", sql: sql)
        }
    }

    func wake(_ session: inout Session) {
        guard let waiter else { return }
        self.waiter = nil
        session.effects.wakeUps.append(waiter)
    }

    func restartPatience() { deadline = .now + patience }
}

extension String {
    /// What a caller is told whose time is up.
    static func outOfTime(_ patience: Duration) -> String {
        "The server did not answer within \(patience.rounded), and the statement was cancelled. Allow it more with `deadline`, or "
            + "see with EXPLAIN what it does."
    }
}
