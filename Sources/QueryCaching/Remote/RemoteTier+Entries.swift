import NIOCore
import RedisClient

/// What Redis holds of a key.
final class RemoteLook: Sendable {
    let entry: RemoteEntry?
    /// Nil when they couldn't be had.
    let generations: SharedGenerations?
    /// Of ``RemoteTrust``, when it was asked.
    let term: RemoteTrust.Term

    init(entry: RemoteEntry?, generations: SharedGenerations?, term: RemoteTrust.Term) {
        (self.entry, self.generations, self.term) = (entry, generations, term)
    }
}

extension RemoteTier {
    /// A value with the generations of its tags, in one round trip; a second one makes generations that are missing.
    ///
    /// - Returns: nil when Redis can't be asked, or isn't to be believed.
    func look(_ name: String, _ tags: [CacheTag]) async -> RemoteLook? {
        guard let term = trust.term else { return nil }
        do {
            let redis = client.on(term.server)
            let found = try await redis.transientValues(tags.count + 2) { [names] number, buffer in
                names.write(number, name, tags, to: &buffer)
            }
            trust.succeeded()
            guard let everything = Self.generation(found[1]) else { return try await seeded(tags, found, redis, term) }
            var numbers: [UInt64] = []
            numbers.reserveCapacity(tags.count)
            for value in found[2...] {
                guard let number = Self.generation(value) else { return try await seeded(tags, found, redis, term) }
                numbers.append(number)
            }
            return looked(found[0], SharedGenerations(everything: everything, tags: numbers), term)
        } catch {
            failed(error)
            return nil
        }
    }

    /// After the generations that are missing have been made.
    private func seeded(
        _ tags: [CacheTag], _ found: [RESPValue], _ redis: RedisConnectionCommands, _ term: RemoteTrust.Term
    ) async throws(RedisError) -> RemoteLook? {
        let entry = found[0].compact
        let known = found.dropFirst().map(Self.generation)
        let keys = [names.everything] + tags.map(names.generation)
        let numbers = try await seed(keys, known, redis).compactMap(\.self)
        guard numbers.count == keys.count else { return looked(.null, nil, term) }
        return looked(entry, SharedGenerations(everything: numbers[0], tags: Array(numbers.dropFirst())), term)
    }

    private func looked(
        _ entry: RESPValue, _ generations: SharedGenerations?, _ term: RemoteTrust.Term
    ) -> RemoteLook? {
        guard trust.holds(term) else { return nil }
        guard generations != nil, case .bulkString(let bytes) = entry else {
            return RemoteLook(entry: nil, generations: generations, term: term)
        }
        return RemoteLook(entry: RemoteEntry(bytes), generations: generations, term: term)
    }

    /// Several values with the generations of their tags, in one round trip or two; in the order of the names.
    func look(_ wanted: [(name: String, tags: [CacheTag])]) async -> [RemoteLook]? {
        guard let term = trust.term else { return nil }
        var keys = [names.everything]
        var places: [CacheTag: Int] = [:]
        for tag in wanted.lazy.flatMap(\.tags) where places[tag] == nil {
            places[tag] = keys.count
            keys.append(names.generation(tag))
        }
        do {
            let redis = client.on(term.server)
            let found = try await redis.mget(wanted.map { names.entry($0.name) } + keys)
            trust.succeeded()
            var numbers = found.dropFirst(wanted.count).map { Self.generation($0) }
            if numbers.contains(nil) { numbers = try await seed(keys, numbers, redis) }
            guard trust.holds(term) else { return nil }
            return zip(wanted, found).map { wanted, bytes in
                let tags = wanted.tags.compactMap { numbers[places[$0] ?? 0] }
                guard let everything = numbers[0], tags.count == wanted.tags.count else {
                    return RemoteLook(entry: nil, generations: nil, term: term)
                }
                return RemoteLook(
                    entry: bytes.flatMap { RemoteEntry($0) },
                    generations: SharedGenerations(everything: everything, tags: tags), term: term)
            }
        } catch {
            failed(error)
            return nil
        }
    }

    /// Makes the generations that are missing: at random, so that none ever comes back.
    private func seed(
        _ keys: [String], _ numbers: [UInt64?], _ redis: RedisConnectionCommands
    ) async throws(RedisError) -> [UInt64?] {
        let missing = numbers.indices.filter { numbers[$0] == nil }
        let commands =
            missing.map { setGeneration(keys[$0], ifMissing: true) } + [
                RedisCommand("MGET", arguments: missing.map { keys[$0] })
            ]
        let replies = try await redis.pipeline(commands)
        guard let found = try replies.last?.get().elements, found.count == missing.count else { return numbers }
        var numbers = numbers
        for (index, value) in zip(missing, found) { numbers[index] = Self.generation(value.bytes) }
        return numbers
    }

    private static func generation(_ value: RESPValue) -> UInt64? {
        guard case .bulkString(let bytes) = value else { return nil }
        return generation(bytes)
    }

    /// Decimal digits.
    private static func generation(_ bytes: ByteBuffer?) -> UInt64? {
        guard let bytes, (1...20).contains(bytes.readableBytes) else { return nil }
        var number: UInt64 = 0
        for digit in bytes.readableBytesView {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !overflows, !overflowsToo else { return nil }
            number = sum
        }
        return number
    }

    /// Stores what was loaded after `look`. Whatever has changed since makes it a miss for its readers.
    func store(_ name: String, _ entry: RemoteEntry, timeToLive: Duration, _ look: RemoteLook) async {
        guard trust.holds(look.term), trust.term != nil else { return }
        do {
            try await client.on(look.term.server).set(names.entry(name), entry.bytes, expires: timeToLive)
            trust.succeeded()
        } catch {
            failed(error)
        }
    }
}
