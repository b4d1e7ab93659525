import BenchmarkReport
import QueryCaching
import Synchronization

/// 100,000 values in a cache and in a dictionary, and requests for them by Zipf's law.
struct ResidentEntries: Sendable {
    static let count = 100_000
    private static let requests = 1 << 20

    let cache: QueryCache
    let dictionary: LockedDictionary
    let keys: [CacheKey]
    /// Indices of keys.
    let sequence: [Int32]

    final class LockedDictionary: Sendable {
        let values: Mutex<[CacheKey: ClientProfile]>

        init(_ values: [CacheKey: ClientProfile]) { self.values = Mutex(values) }
    }

    /// Made at the first use, and kept for all rounds.
    static let shared = Task { try await ResidentEntries() }

    private init() async throws {
        var configuration = QueryCacheConfiguration()
        configuration.memoryBytes = 256 << 20
        let cache = try QueryCache(configuration, database: nil, logger: CacheServers.quiet)
        let keys = (0..<Self.count).map { CacheKey($0) }
        var values: [CacheKey: ClientProfile] = [:]
        for id in 0..<Self.count {
            let profile = ClientProfile(id)
            values[keys[id]] = profile
            _ = try await cache.value(ClientProfile.resident, key: keys[id], tags: [CacheTag("user", id)]) { profile }
        }
        (self.cache, self.keys) = (cache, keys)
        dictionary = LockedDictionary(values)
        sequence = Zipf(keys: Self.count, exponent: 1).sequence(Self.requests, seed: 7).map { Int32($0) }
        guard cache.statistics.entries == Self.count else {
            throw BenchmarkFailure("\(cache.statistics.entries) of \(Self.count) entries are resident")
        }
    }

    /// Asks for keys from some place of the sequence on until the signal comes.
    ///
    /// - Returns: how many were found.
    @inline(__always)
    func hits(from place: Int, until stop: StopSignal, _ find: (CacheKey) -> ClientProfile?) -> Int {
        var (found, index) = (0, place)
        while !stop.isSet {
            for _ in 0..<256 {
                if let profile = find(keys[Int(sequence[index])]), profile.favouriteBarber >= 0 { found += 1 }
                index = (index + 1) & (Self.requests - 1)
            }
        }
        return found
    }

    /// The same with calls that may suspend.
    nonisolated(nonsending) func hits(
        until stop: StopSignal, _ find: nonisolated(nonsending) (CacheKey, Int32) async throws -> ClientProfile
    ) async throws -> Int {
        var (found, index) = (0, 0)
        while !stop.isSet {
            for _ in 0..<256 {
                let id = sequence[index]
                if try await find(keys[Int(id)], id).favouriteBarber >= 0 { found += 1 }
                index = (index + 1) & (Self.requests - 1)
            }
        }
        return found
    }
}
