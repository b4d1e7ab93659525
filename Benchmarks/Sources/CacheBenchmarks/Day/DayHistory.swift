/// What all processes of a day saw, compared: whether a read saw less than it had to.
struct DayHistory {
    private struct Row: Hashable {
        let kind: DayKind
        let owner: Int
    }

    /// Of all reads.
    private(set) var reads = 0
    private(set) var writes = 0
    /// Reads that began after a write of the same process had returned, and saw an older version.
    private(set) var staleReads = 0
    /// Reads that began two seconds or more after a write of another process had returned, and saw an older version.
    private(set) var staleReadsElsewhere = 0
    /// The longest time after a write's return in which another process still began a read that saw an older version,
    /// in nanoseconds.
    private(set) var longestLag: UInt64 = 0
    /// Versions that were written and then read: no cache that serves nothing stale can do with fewer loads.
    private(set) var unavoidableLoads = 0
    /// How long reads took, in microseconds.
    private(set) var latencies: [Double] = []

    static let allowedLag: UInt64 = 2_000_000_000

    init(_ reports: [DayReport]) {
        let written = reports.map { report in
            Dictionary(grouping: report.observations.filter(\.isWrite)) { Row(kind: $0.kind, owner: $0.owner) }
        }
        var versions: [Row: Set<Int64>] = [:]
        for (process, report) in reports.enumerated() {
            for seen in report.observations {
                guard !seen.isWrite else {
                    writes += 1
                    continue
                }
                reads += 1
                latencies.append(Double(seen.end - seen.begin) / 1000)
                let row = Row(kind: seen.kind, owner: seen.owner)
                if seen.version > 1 { versions[row, default: []].insert(seen.version) }
                for (other, writes) in written.enumerated() {
                    judge(seen, writes[row] ?? [], isOwn: other == process)
                }
            }
        }
        unavoidableLoads = versions.values.reduce(0) { $0 + $1.count }
    }

    private mutating func judge(_ read: DayObservation, _ writes: [DayObservation], isOwn: Bool) {
        // By how long the oldest write that it should have seen had returned.
        let missed = writes.lazy.filter { $0.version > read.version && $0.end < read.begin }
            .map { read.begin - $0.end }.max()
        guard let missed else { return }
        if isOwn { staleReads += 1 } else { longestLag = max(longestLag, missed) }
        if !isOwn, missed >= Self.allowedLag { staleReadsElsewhere += 1 }
    }
}
