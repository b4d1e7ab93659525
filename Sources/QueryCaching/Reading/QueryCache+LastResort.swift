import Postgres
import PostgresDatabase

extension QueryCache {
    /// What may be served because nobody can say whether it is current.
    func degraded(_ entry: CacheEntry) -> CacheEntry? {
        let now = clock.now
        guard let remote, !remote.isUsable, !verification.covers(entry.epoch, at: now),
            generations.isCurrent(entry.generations),
            entry.lifetime.age(at: now) < entry.kind.policy.degradedAge.inNanoseconds,
            now < entry.lifetime.expiresAt
        else { return nil }
        entry.kind.hit(entry, at: now)
        entry.kind.count(\.degradedServes)
        return entry
    }

    /// What has expired, but wasn't invalidated, while the database can't be asked.
    func lastResort(_ entry: CacheEntry) -> CacheEntry? {
        let now = clock.now
        guard generations.isCurrent(entry.generations), verification.covers(entry.epoch, at: now),
            entry.lifetime.phase(at: now) != .over
        else { return nil }
        entry.kind.hit(entry, at: now)
        entry.kind.count(\.lastResortServes)
        return entry
    }

    /// Whether an error means that the database could not be asked.
    static func isUnavailable(_ error: any Error) -> Bool {
        if let error = error as? CacheError { return error.code == .loadTimedOut || error.code == .tooManyLoads }
        guard let error = error as? PostgresError else { return false }
        let codes: [PostgresError.Code] = [
            .serverUnavailable, .connectionLost, .acquireTimedOut, .timedOut, .poolExhausted, .connectFailed,
        ]
        return codes.contains(error.code)
    }
}
