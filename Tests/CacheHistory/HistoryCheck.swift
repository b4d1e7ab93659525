/// Whether what several processes read agrees with what they wrote. The versions of a key are counted up by the
/// database, so that a later commit has a higher one.
///
/// 1. A read that begins after a write of the same process has returned sees that version or a later one.
/// 2. A read that begins `bound` after a write of another process was committed sees that version or a later one. A
///    write whose process died is known from the database: it was committed before its process had ended.
/// 3. No read sees a version that was never committed, or not yet begun.
public struct HistoryCheck: Sendable {
    /// A version that is known to be committed.
    public struct Commit: Sendable {
        public var key: Int
        public var version: Int
        /// When that was certain at the latest.
        public var by: Int64

        public init(key: Int, version: Int, by: Int64) { (self.key, self.version, self.by) = (key, version, by) }
    }

    public var processes: [ProcessHistory]
    /// Of processes that died before they could say so.
    public var further: [Commit]
    /// In nanoseconds.
    public var bound: Int64
    /// The highest version of each key in the end.
    public var last: [Int: Int]

    public init(processes: [ProcessHistory], further: [Commit] = [], bound: Int64, last: [Int: Int]) {
        (self.processes, self.further, self.bound, self.last) = (processes, further, bound, last)
    }

    /// What is wrong, as sentences; at most 20.
    public func violations() -> [String] {
        var found: [String] = []
        let all = Timeline(
            processes.flatMap(\.events).compactMap(Self.commit) + further.map { ($0.key, $0.version, $0.by) })
        for process in processes {
            let own = Timeline(process.events.compactMap(Self.commit))
            for case .read(let key, let version, let begin, let end) in process.events {
                guard found.count < 20 else { return found }
                if let needed = own.version(of: key, before: begin), version < needed {
                    found.append(
                        "\(process.name) read version \(version) of \(key) after its own write of \(needed) had returned."
                    )
                } else if let needed = all.version(of: key, before: begin - bound), version < needed {
                    let age = (begin - (all.time(of: key, needed) ?? begin)) / 1_000_000
                    found.append(
                        "\(process.name) read version \(version) of \(key) \(age) ms after version \(needed) was committed."
                    )
                }
                if version > last[key] ?? 0 {
                    found.append(
                        "\(process.name) read version \(version) of \(key), which was never committed (\(end)).")
                }
            }
        }
        return found
    }

    private static func commit(_ event: HistoryEvent) -> (key: Int, version: Int, time: Int64)? {
        guard case .write(let key, let version, _, let end) = event else { return nil }
        return (key, version, end)
    }

    /// How stale reads of other processes were: for each read that began after a commit it didn't see, how long after
    /// the oldest of those. In nanoseconds, sorted.
    public var staleness: [Int64] {
        let all = Timeline(processes.flatMap(\.events).compactMap(Self.commit))
        var ages: [Int64] = []
        for process in processes {
            for case .read(let key, let version, let begin, _) in process.events {
                if let since = all.time(ofFirstAfter: version, of: key), since < begin { ages.append(begin - since) }
            }
        }
        return ages.sorted()
    }
}

/// Which version of each key was the highest at which time.
private struct Timeline {
    /// By time; with the highest version up to then.
    private var steps: [Int: [(time: Int64, version: Int)]] = [:]
    /// By version, which is about by time.
    private var times: [Int: [(version: Int, time: Int64)]] = [:]

    init(_ commits: [(key: Int, version: Int, time: Int64)]) {
        for (key, commits) in Dictionary(grouping: commits, by: \.key) {
            var highest = 0
            steps[key] = commits.sorted { $0.time < $1.time }.map { commit in
                highest = max(highest, commit.version)
                return (commit.time, highest)
            }
            times[key] = commits.map { ($0.version, $0.time) }.sorted { $0.0 < $1.0 }
        }
    }

    func version(of key: Int, before time: Int64) -> Int? {
        guard let steps = steps[key] else { return nil }
        let index = steps.partition { $0.time >= time }
        return index == 0 ? nil : steps[index - 1].version
    }

    func time(of key: Int, _ version: Int) -> Int64? { times[key]?.first { $0.version == version }?.time }

    /// When a version after this one was certain first.
    func time(ofFirstAfter version: Int, of key: Int) -> Int64? {
        guard let times = times[key] else { return nil }
        let index = times.partition { $0.version > version }
        return times[index...].lazy.prefix(8).map(\.time).min()
    }
}

extension Array {
    /// The index of the first element for which `isRight` holds, where all after it do.
    fileprivate func partition(_ isRight: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isRight(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
