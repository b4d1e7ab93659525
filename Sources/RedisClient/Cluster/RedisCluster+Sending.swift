import NIOCore

extension RedisCluster {
    public func execute(_ command: RedisCommand, timeout: Duration? = nil) async throws(RedisError) -> RESPValue {
        let deadline = ContinuousClock.now.advanced(by: timeout ?? template.commandTimeout)
        let slot = command.key.map { HashSlot(of: $0) }
        var asked: RedisAddress?
        var last: RedisError?
        for attempt in 0..<Self.mostAttempts {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { break }
            var address = asked
            do {
                let target: RedisAddress
                if let asked { target = asked } else { target = try await owner(of: slot) }
                address = target
                defer { asked = nil }
                let client = try client(of: target)
                guard asked != nil else { return try await client.execute(command, timeout: left) }
                return try await Self.asking(client, command, left)
            } catch {
                let next = try await next(after: error, from: address, attempt, until: deadline)
                asked = next
                last = error
            }
        }
        throw last
            ?? RedisError(.timedOut, "\(command.name) was not sent to a Redis cluster in its time.", mayHaveRun: false)
    }

    /// Sends a command to a node that takes over a slot.
    private static func asking(
        _ client: RedisClient, _ command: RedisCommand, _ timeout: Duration
    ) async throws(RedisError) -> RESPValue {
        let results = try await client.pipeline([RedisCommand("ASKING"), command], timeout: timeout)
        return try results[1].get()
    }

    /// Decides what to do after a failure.
    ///
    /// - Returns: whom to ask this once, where it is not the slot's owner.
    /// - Throws: the error, when it is for the caller.
    private func next(
        after error: RedisError, from address: RedisAddress?, _ attempt: Int, until deadline: ContinuousClock.Instant
    ) async throws(RedisError) -> RedisAddress? {
        if let server = error.server, let address, error.code == .serverError {
            switch ClusterRedirection(server, asked: address) {
            case .moved(let slot, let owner)?:
                move(slot, to: owner)
                // The others will have moved too.
                Task { try? await self.refresh() }
                return nil
            case .ask(let other)?: return other
            case .tryAgain?, .down?: break
            case nil: throw error
            }
        } else if error.mayHaveRun {
            // The next command shall find who took over.
            Task { try? await self.refresh() }
            throw error
        } else if error.code != .connectFailed {
            throw error
        }
        let pause = min(Duration.milliseconds(10 * (1 << min(attempt, 5))), ContinuousClock.now.duration(to: deadline))
        guard pause > .zero, (try? await Task.sleep(for: pause)) != nil else { throw error }
        try? await refresh()
        return nil
    }

    public func get(_ key: some RedisArgument, timeout: Duration? = nil) async throws(RedisError) -> ByteBuffer? {
        let reply = try await execute(RedisCommand("GET", key), timeout: timeout)
        guard reply.isNull || reply.bytes != nil else { throw RedisError.unexpected("GET", reply) }
        return reply.bytes
    }

    /// Reads keys from all nodes at the same time. Keys that are being moved are asked for one by one.
    public func mget(
        _ keys: [some RedisArgument], timeout: Duration? = nil
    ) async throws(RedisError) -> [ByteBuffer?] {
        var groups: [RedisAddress: [Int]] = [:]
        for (index, key) in keys.enumerated() {
            groups[try await owner(of: HashSlot(of: key)), default: []].append(index)
        }
        let commands = keys.map { RedisCommand("GET", $0) }
        let parts = await withTaskGroup(of: [(Int, Result<RESPValue, RedisError>)].self) { group in
            for (address, indices) in groups {
                group.addTask { await self.read(indices.map { ($0, commands[$0]) }, from: address, timeout) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        var values: [ByteBuffer?] = Array(repeating: nil, count: keys.count)
        for (index, result) in parts { values[index] = try result.get().bytes }
        return values
    }

    private func read(
        _ commands: [(index: Int, command: RedisCommand)], from address: RedisAddress, _ timeout: Duration?
    ) async -> [(Int, Result<RESPValue, RedisError>)] {
        let results: [Result<RESPValue, RedisError>]
        do throws(RedisError) {
            results = try await client(of: address).pipeline(commands.map(\.command), timeout: timeout)
        } catch {
            results = Array(repeating: .failure(error), count: commands.count)
        }
        var found: [(Int, Result<RESPValue, RedisError>)] = []
        for ((index, command), result) in zip(commands, results) {
            // A read may be repeated.
            if case .failure(let error) = result, error.code == .serverError || error.code == .connectFailed {
                do throws(RedisError) {
                    found.append((index, .success(try await execute(command, timeout: timeout))))
                } catch {
                    found.append((index, .failure(error)))
                }
            } else {
                found.append((index, result))
            }
        }
        return found
    }
}
