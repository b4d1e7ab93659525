import Dispatch
import PostgresDatabase
import QueryCaching
import Synchronization

/// Answers the requests of the day, with a cache or without.
final class DayDesk: Sendable {
    private let database: Database
    private let cache: QueryCache?
    private let kinds: [CacheKind<DayRecord>]
    private let asked = Atomic(0)

    init(database: Database, cache: QueryCache?, speed: Double) {
        (self.database, self.cache) = (database, cache)
        kinds = DayKind.allCases.map { kind in CacheKind("\(kind)", policy: kind.policy(speed: speed)) }
    }

    /// How often a read asked the database.
    var loads: Int { asked.load(ordering: .relaxed) }

    func answer(_ request: DayTraffic.Request) async throws -> DayObservation {
        let start = DispatchTime.now().uptimeNanoseconds
        let version =
            request.isWrite
            ? try await write(request.kind, request.owner) : try await read(request.kind, request.owner).version
        return DayObservation(
            kind: request.kind, owner: request.owner, isWrite: request.isWrite, version: version, begin: start,
            end: DispatchTime.now().uptimeNanoseconds)
    }

    func read(_ kind: DayKind, _ owner: Int) async throws -> DayRecord {
        guard let cache else { return try await load(kind, owner) }
        return try await cache.value(kinds[kind.rawValue], key: CacheKey(owner), tags: [kind.tag(owner)]) {
            try await self.load(kind, owner)
        }
    }

    private func load(_ kind: DayKind, _ owner: Int) async throws -> DayRecord {
        asked.add(1, ordering: .relaxed)
        return try await DayTables.read(kind, owner, database)
    }

    private func write(_ kind: DayKind, _ owner: Int) async throws -> Int64 {
        guard let cache else {
            return try await database.transaction { try await DayTables.write(kind, owner, $0) }
        }
        return try await cache.transaction { transaction in
            transaction.invalidate(kind.tag(owner))
            return try await DayTables.write(kind, owner, transaction)
        }
    }
}
