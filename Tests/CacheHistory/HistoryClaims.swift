/// From when on which versions have to be seen.
struct HistoryClaims {
    typealias Claim = (key: Int, version: Int, time: Int64)

    private let certain: Timeline
    /// To be seen by everybody, learned from Redis or the outbox.
    private var told: [Claim] = []
    /// Learned from the outbox alone.
    private var untold: [Claim] = []

    init(_ processes: [ProcessHistory], _ commits: [HistoryCommit], _ certain: Timeline) {
        self.certain = certain
        for commit in commits where commit.way != .plain {
            let claim = (commit.key, commit.version, commit.by)
            if commit.hasReturned, commit.way == .transaction { told.append(claim) } else { untold.append(claim) }
        }
        for case .invalidated(let key, true, let begin, let end) in processes.lazy.flatMap(\.events) {
            if let version = certain.version(of: key, before: begin) { told.append((key, version, end)) }
        }
    }

    /// Of the process itself, at once.
    func own(_ process: ProcessHistory) -> [Claim] {
        process.events.compactMap { event in
            switch event {
            case .write(let key, let version, .transaction, _, let end): (key, version, end)
            case .invalidated(let key, _, let begin, let end):
                certain.version(of: key, before: begin).map { (key, $0, end) }
            default: nil
            }
        }
    }

    /// Of everybody, in time.
    func due(for process: ProcessHistory, _ outages: [HistoryInterval], _ bound: Int64) -> [Claim] {
        let network = outages + process.unreachable
        let (some, all) = (Outages(network), Outages(network + process.stops))
        return told.map { ($0.key, $0.version, some.due($0.time, bound)) }
            + untold.map { ($0.key, $0.version, all.due($0.time, bound)) }
    }
}

/// Which version of each key was the highest at which time.
struct Timeline {
    /// By time; with the highest version up to then.
    private var steps: [Int: [(time: Int64, version: Int)]] = [:]
    /// By version, which is about by time.
    private var times: [Int: [(version: Int, time: Int64)]] = [:]

    init(_ claims: [HistoryClaims.Claim]) {
        for (key, claims) in Dictionary(grouping: claims, by: \.key) {
            var highest = 0
            steps[key] = claims.sorted { $0.time < $1.time }.map { claim in
                highest = max(highest, claim.version)
                return (claim.time, highest)
            }
            times[key] = claims.map { ($0.version, $0.time) }.sorted { $0.0 < $1.0 }
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
