/// A version of a key.
struct HistoryVersion: Hashable {
    let key: Int
    let version: Int
}

/// A version that is in the database.
public struct HistoryCommit: Sendable, Equatable {
    public var key: Int
    public var version: Int
    public var way: HistoryWay
    /// When it was certainly committed: when its call had returned, or when somebody who looks had seen it, whichever was
    /// first. It may have been committed any time before.
    public var by: Int64
    /// Whether the call that wrote it has returned: then others were told through Redis, or were to be. Otherwise they
    /// learn of it by the outbox alone.
    public var hasReturned: Bool

    public init(key: Int, version: Int, way: HistoryWay = .transaction, by: Int64, hasReturned: Bool = false) {
        (self.key, self.version, self.way) = (key, version, way)
        (self.by, self.hasReturned) = (by, hasReturned)
    }
}

/// What the database held in the end, and what was seen of it meanwhile.
public struct HistoryTruth: Sendable {
    /// A row that was written together with a version, in one transaction.
    public struct Row: Sendable, Hashable {
        public var key: Int
        public var version: Int
        public var way: HistoryWay
        public var writer: String
        /// Counts the writes of that writer.
        public var number: Int

        public init(key: Int, version: Int, way: HistoryWay = .transaction, writer: String, number: Int) {
            (self.key, self.version, self.way) = (key, version, way)
            (self.writer, self.number) = (writer, number)
        }
    }

    /// By a look that ended at `time`, this was the version of a key.
    public struct Sight: Sendable {
        public var key: Int
        public var version: Int
        public var time: Int64

        public init(key: Int, version: Int, time: Int64) { (self.key, self.version, self.time) = (key, version, time) }
    }

    public var rows: [Row]
    /// By time.
    public var sights: [Sight]
    /// When all was over, and no transaction was open.
    public var end: Int64

    public init(rows: [Row], sights: [Sight], end: Int64) { (self.rows, self.sights, self.end) = (rows, sights, end) }

    /// All that was committed, with the earliest moment at which that is certain.
    func commits(_ processes: [ProcessHistory]) -> [HistoryCommit] {
        var returns: [HistoryVersion: Int64] = [:]
        for case .write(let key, let version, _, _, let end) in processes.lazy.flatMap(\.events) {
            returns[HistoryVersion(key: key, version: version)] = end
        }
        let sights = Dictionary(grouping: sights, by: \.key)
        return rows.map { row in
            // Versions only grow.
            let seen = sights[row.key].flatMap { sights in
                let index = sights.partition { $0.version >= row.version }
                return index < sights.count ? sights[index].time : nil
            }
            let returned = returns[HistoryVersion(key: row.key, version: row.version)]
            return HistoryCommit(
                key: row.key, version: row.version, way: row.way, by: min(returned ?? end, seen ?? end),
                hasReturned: returned != nil)
        }
    }

    /// What the database did with writes and their processes were told otherwise.
    func violations(_ processes: [ProcessHistory]) -> [String] {
        var found: [String] = []
        let versions = Set(rows.map { HistoryVersion(key: $0.key, version: $0.version) })
        let writers = Dictionary(grouping: rows, by: \.writer).mapValues { Set($0.map(\.number)) }
        for process in processes {
            for event in process.events {
                switch event {
                case .write(let key, let version, _, _, _)
                where !versions.contains(HistoryVersion(key: key, version: version)):
                    found.append("\(process.name) wrote version \(version) of \(key), which is not in the database.")
                case .refused(let number, let key, _, _) where writers[process.name]?.contains(number) == true:
                    found.append(
                        "\(process.name) was told that its write \(number) of \(key) failed; it was committed.")
                default: break
                }
            }
        }
        return found
    }
}
