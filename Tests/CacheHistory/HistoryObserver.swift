import PostgresDatabase

/// Looks at the database all the time, beside the proxies: what it has seen is committed, whoever wrote it.
struct HistoryObserver {
    private var seen: [Int: Int] = [:]
    private var sights: [HistoryTruth.Sight] = []

    /// Until the task is cancelled.
    static func observe(_ database: Database) async -> [HistoryTruth.Sight] {
        var observer = HistoryObserver()
        while !Task.isCancelled {
            let rows = try? await database.read("SELECT id, version FROM versions", deadline: .seconds(1))
                .decode(Int.self, Int.self)
            let now = HistoryWorker.now
            for (key, version) in rows ?? [] { observer.saw(key, version, now) }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return observer.sights
    }

    private mutating func saw(_ key: Int, _ version: Int, _ now: Int64) {
        guard version > seen[key] ?? 0 else { return }
        seen[key] = version
        sights.append(HistoryTruth.Sight(key: key, version: version, time: now))
    }
}
