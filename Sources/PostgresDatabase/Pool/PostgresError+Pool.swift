import Postgres

extension PostgresError.Code {
    /// No connection became free in time; the message says what held them.
    public static let acquireTimedOut = Self("acquireTimedOut")
    /// The database was shut down, or is being.
    public static let databaseClosed = Self("databaseClosed")
    /// The server can't be reached, or lets nobody in; `sqlState` is what it said last. This is known already: the
    /// call did not wait. It works again by itself within a second of the server's return.
    public static let serverUnavailable = Self("serverUnavailable")
    /// A task that holds a connection asked for another while all were held by tasks that did the same.
    public static let nestedAcquire = Self("nestedAcquire")
    /// Too many callers wait for a connection already.
    public static let poolExhausted = Self("poolExhausted")
    /// `read` was given a statement that doesn't only read. Nothing was sent.
    public static let notARead = Self("notARead")
}

extension PostgresError {
    /// Why an acquire failed.
    init(_ refusal: Refusal, _ site: CallSite) {
        let (code, message) = Self.explain(refusal)
        var state: SQLState?
        if case .unreachable(let fault) = refusal { state = fault.sqlState }
        self.init(code: code, message: message, sqlState: state, fileID: site.fileID, line: site.line)
    }

    static func cancelledWhileWaiting(_ site: CallSite) -> PostgresError { PostgresError(.cancelled, site) }

    private static func explain(_ refusal: Refusal) -> (Code, String) {
        switch refusal {
        case .timedOut(let waited, let report, let isNested):
            var message = "No connection became free within \(waited.rounded): \(report)."
            if isNested {
                message +=
                    " The task held a connection while it waited for another: use the one it has, or return it first."
            } else if report.leased == report.size + report.maxOverflow {
                message += " Hold connections for less time, or allow more of them (`size`, `maxOverflow`)."
            }
            return (.acquireTimedOut, message)
        case .closed: return (.databaseClosed, "The database was shut down, or is being: it takes no calls any longer.")
        case .unreachable(let fault):
            return (
                .serverUnavailable,
                """
                The server can't be reached, or lets nobody in. It is tried again all the time, and calls work as soon as \
                it does. The last attempt: \(fault.message)
                """
            )
        case .tooManyWaiters(let report):
            return (
                .poolExhausted,
                "As many callers as `maxWaiters` allows wait for a connection already: \(report). Try again later."
            )
        case .nested(let report):
            return (
                .nestedAcquire,
                """
                This task holds a connection and waits for another, and so does every other task that holds one: none \
                could ever go on (\(report)). Use the connection or transaction that the task has, or return it first.
                """
            )
        case .cancelled: return (.cancelled, "The task was cancelled while it waited for a connection.")
        }
    }
}

extension PoolReport: CustomStringConvertible {
    /// `70 of 50+20 connections are leased (longest: 12.3 s at Shop/Bookings.swift:31), 0 idle, …`
    var description: String {
        var text = "\(leased) of \(size)+\(maxOverflow) connections are leased"
        if !oldest.isEmpty {
            let leases = oldest.map { "\($0.age.rounded) at \($0.site)" }.joined(separator: ", ")
            text += " (longest: \(leases))"
        }
        text += ", \(idle) idle, \(connecting) connecting, \(waiting) waiting"
        if let fault { text += "; the last attempt to connect failed: \(fault.message)" }
        return text
    }
}
