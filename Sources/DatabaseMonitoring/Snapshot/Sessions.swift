/// A session of the server, from `pg_stat_activity`.
public struct SessionRow: Sendable, Codable, Equatable {
    public var pid: Int
    public var user: String?
    public var application: String
    /// `active`, `idle`, `idle in transaction`, `idle in transaction (aborted)`, …
    public var state: String
    /// `Lock: transactionid`; nil when it waits for nothing.
    public var wait: String?
    /// The age of its transaction and of its statement (the last one, if it is idle), in seconds.
    public var transactionAge: Double?
    public var queryAge: Double?
    /// How long it has been in this state, in seconds.
    public var stateAge: Double?
    /// The statement without its values, shortened to 1,000 characters.
    public var query: String
    public var queryIdentifier: Int64?
    /// Whether a statement says `/* no-alert */`, or is of a program for maintenance such as `pg_dump`.
    public var isExempt: Bool

    public init(
        pid: Int, user: String? = nil, application: String, state: String, wait: String? = nil,
        transactionAge: Double? = nil, queryAge: Double? = nil, stateAge: Double? = nil, query: String,
        queryIdentifier: Int64? = nil, isExempt: Bool = false
    ) {
        (self.pid, self.user, self.application, self.state, self.wait) = (pid, user, application, state, wait)
        (self.transactionAge, self.queryAge, self.stateAge) = (transactionAge, queryAge, stateAge)
        (self.query, self.queryIdentifier, self.isExempt) = (query, queryIdentifier, isExempt)
    }
}

/// A session in a tree of who waits for whom.
public struct BlockingNode: Sendable, Codable, Equatable {
    public var session: SessionRow
    /// What it waits for: `RowExclusiveLock on relation appointments`. Nil at the root.
    public var lock: String?
    /// How long it has been waiting, in seconds. Nil at the root.
    public var waited: Double?
    /// Sessions that wait for this one, the longest wait first.
    public var blocked: [BlockingNode]
    /// Whether it waits for a session that waits for it: a deadlock that PostgreSQL hasn't resolved yet.
    public var isCycle: Bool

    public init(
        session: SessionRow, lock: String? = nil, waited: Double? = nil, blocked: [BlockingNode] = [],
        isCycle: Bool = false
    ) {
        (self.session, self.lock, self.waited, self.blocked) = (session, lock, waited, blocked)
        self.isCycle = isCycle
    }

    /// All sessions that wait for it, directly or not.
    public var blockedCount: Int { blocked.reduce(0) { $0 + 1 + $1.blockedCount } }
    public var longestWait: Double { blocked.reduce(waited ?? 0) { max($0, $1.longestWait) } }
}
