import PostgresDatabase
import QueryCaching
import TestServers

/// One reader and writer within a worker.
struct HistoryTask: Sendable {
    let cache: QueryCache
    let database: Database
    let writer: HistoryWriter
    let log: HistoryLog
    let keys: HistoryKeys
    /// Asks for the keys whose loads take long.
    let isPatient: Bool
    let end: Int64
    var numbers: SeededNumbers

    private static let brief = kind("brief", timeToLive: .seconds(3))
    /// What was missed stays wrong until it is found.
    private static let lasting = kind("lasting", timeToLive: .seconds(600))

    private static func kind(_ name: String, timeToLive: Duration) -> CacheKind<Int> {
        var policy = CachePolicy(timeToLive: timeToLive)
        policy.staleWhileRevalidate = .seconds(2)
        policy.degradedAge = .seconds(1)
        return CacheKind(name, policy: policy)
    }

    static func tag(_ key: Int) -> CacheTag { CacheTag("version", key) }

    mutating func run() async {
        while HistoryWorker.now < end {
            let isSlow = isPatient ? numbers.happens(80) : numbers.number(0...999) == 0
            let key = isSlow ? keys.anySlow(&numbers) : keys.anyQuick(&numbers)
            if numbers.happens(8) {
                await writer.write(key, &numbers)
            } else {
                await read(numbers.happens(20) ? keys.anyForeign(&numbers) : key)
            }
            if numbers.happens(30) { try? await Task.sleep(for: numbers.milliseconds(0...5)) }
        }
    }

    private mutating func read(_ key: Int) async {
        let begin = HistoryWorker.now
        let longest = keys.isSlow(key) ? 3000 : 30
        let pause = numbers.happens(keys.isSlow(key) ? 70 : 20) ? numbers.milliseconds(0...longest) : nil
        let database = database
        do {
            let kind = key.isMultiple(of: 2) ? Self.brief : Self.lasting
            let version = try await cache.value(kind, key: CacheKey(key), tags: [Self.tag(key)]) {
                let version = try await database.read("SELECT version FROM versions WHERE id = \(key)")
                    .decode(Int.self)[0]
                // Slow between what it has read and what it stores.
                if let pause { try await Task.sleep(for: pause) }
                return version
            }
            log.write(.read(key: key, version: version, begin: begin, end: HistoryWorker.now))
        } catch {
            log.write(.failed("\(error)"))
            // Not in a tight loop while the database is away.
            try? await Task.sleep(for: numbers.milliseconds(1...20))
        }
    }
}
