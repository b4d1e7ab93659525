/// Whether what several processes read agrees with what was written. The versions of a key are counted up by the
/// database, so that a later commit has a higher one.
///
/// A commit is certain from some moment on: when the call that wrote it has returned, or when a look at the database
/// has seen it. So a write whose outcome its process doesn't know, or that its process didn't survive, isn't asked for
/// before it was seen; until then reads may see it or not.
///
/// 1. A read sees what its own process knew before it began: versions that its own transactions wrote, once they have
///    returned; and once a call of `invalidate` has returned, whatever was certain before that call.
/// 2. A read sees what was certain `bound` before it began, or later versions, if PostgreSQL could be asked meanwhile:
///    somewhere between the two its process could reach the server for as long as `bound` without a break. This holds
///    - for transactions of the cache, however they ended;
///    - for writes of other programs, which write to the outbox themselves;
///    - for whatever was certain before a call of `invalidate`, from its return, unless it said that nobody was told.
///    A plain write that nobody has called `invalidate` for isn't asked for.
/// 3. What its process wasn't told of by Redis it learns by looking at the outbox: for writes whose call has not
///    returned, and those of other programs, the time that it was stopped (SIGSTOP) doesn't count either. For all
///    others it does: what is in memory is not to be believed after a pause.
/// 4. No read sees a version that was never committed.
/// 5. What a process was told is what happened: a write that has returned is in the database, one that failed is not.
public struct HistoryCheck: Sendable {
    public var processes: [ProcessHistory]
    /// Versions above 0; all there are.
    public var commits: [HistoryCommit]
    /// When nobody could ask PostgreSQL.
    public var outages: [HistoryInterval]
    /// In nanoseconds.
    public var bound: Int64
    private var contradictions: [String] = []

    public init(processes: [ProcessHistory], commits: [HistoryCommit], outages: [HistoryInterval] = [], bound: Int64) {
        (self.processes, self.commits, self.outages, self.bound) = (processes, commits, outages, bound)
    }

    public init(
        processes: [ProcessHistory], truth: HistoryTruth, outages: [HistoryInterval] = [], bound: Int64
    ) {
        self.init(processes: processes, commits: truth.commits(processes), outages: outages, bound: bound)
        contradictions = truth.violations(processes)
    }

    /// What is wrong, as sentences; at most 20.
    public func violations() -> [String] {
        var found = contradictions
        let certain = Timeline(commits.map { ($0.key, $0.version, $0.by) })
        let committed = Set(commits.map { HistoryVersion(key: $0.key, version: $0.version) })
        let claims = HistoryClaims(processes, commits, certain)
        for process in processes {
            let own = Timeline(claims.own(process))
            let others = Timeline(claims.due(for: process, outages, bound))
            for case .read(let key, let version, let begin, let end) in process.events {
                guard found.count < 20 else { return Array(found.prefix(20)) }
                let what = "\(process.name) read version \(version) of \(key) at \(begin)"
                if let needed = own.version(of: key, before: begin), version < needed {
                    found.append("\(what) after it had itself written or invalidated \(needed).")
                } else if let needed = others.version(of: key, before: begin), version < needed {
                    let age = (begin - (certain.time(of: key, needed) ?? begin)) / 1_000_000
                    found.append("\(what), \(age) ms after version \(needed) was certain.")
                }
                if version > 0, !committed.contains(HistoryVersion(key: key, version: version)) {
                    found.append("\(what) until \(end), which was never committed.")
                }
            }
        }
        return Array(found.prefix(20))
    }

    /// How stale reads were of what the cache's own transactions had changed: for each read that began after the return
    /// of one it didn't see, how long after the oldest of those. In nanoseconds, sorted.
    public var staleness: [Int64] {
        var returns: [(key: Int, version: Int, time: Int64)] = []
        for case .write(let key, let version, .transaction, _, let end) in processes.lazy.flatMap(\.events) {
            returns.append((key, version, end))
        }
        let all = Timeline(returns)
        var ages: [Int64] = []
        for process in processes {
            for case .read(let key, let version, let begin, _) in process.events {
                if let since = all.time(ofFirstAfter: version, of: key), since < begin { ages.append(begin - since) }
            }
        }
        return ages.sorted()
    }
}
