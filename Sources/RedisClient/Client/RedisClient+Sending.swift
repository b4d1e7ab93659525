import NIOCore

extension RedisClient {
    /// Sends a command and waits for its reply.
    ///
    /// - Parameter timeout: nil for the configuration's `commandTimeout`.
    /// - Throws: `serverError` for an error reply, and ``RedisError``'s other codes.
    public func execute(_ command: RedisCommand, timeout: Duration? = nil) async throws(RedisError) -> RESPValue {
        try await execute(command, timeout: timeout, bound: nil)
    }

    func execute(
        _ command: RedisCommand, timeout: Duration?, bound: Int?
    ) async throws(RedisError) -> RESPValue {
        try SharedConnectionRule.check(command, isAdjacent: false)
        return try await perform(command.name, timeout: timeout, bound: bound) { command.write(to: &$0) }.compact
    }

    /// Sends commands at once and next to each other, and waits for all replies. No other caller's command comes
    /// between them, so that it may hold `MULTI` and `EXEC`.
    ///
    /// - Returns: a result for each command, in order. One that fails does not keep the others from being executed.
    public func pipeline(
        _ commands: [RedisCommand], timeout: Duration? = nil
    ) async throws(RedisError) -> [Result<RESPValue, RedisError>] {
        try await pipeline(commands, timeout: timeout, bound: nil)
    }

    func pipeline(
        _ commands: [RedisCommand], timeout: Duration?, bound: Int?
    ) async throws(RedisError) -> [Result<RESPValue, RedisError>] {
        guard !commands.isEmpty else { return [] }
        for command in commands { try SharedConnectionRule.check(command, isAdjacent: true) }
        let number = pipe.nextNumber()
        let outcomes = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<[CommandOutcome], Never>) in
                let collector = PipelineCollector(count: commands.count, continuation)
                submit(
                    number, timeout: timeout, count: commands.count, bound: bound, waiter: { .part(collector, $0) },
                    encode: { commands[$0].write(to: &$1) })
            }
        } onCancel: { [pipe] in
            pipe.cancel(number)
        }
        return zip(commands, outcomes).map { command, outcome in
            Result { () throws(RedisError) in try value(outcome, of: command.name, timeout: timeout) }
        }
    }

    /// Sends one command.
    ///
    /// - Parameter encode: writes the whole command. Called with the queue's lock held.
    /// - Returns: its reply, in which strings may keep more memory alive than they show: see ``RESPValue/compact``.
    @inline(__always)
    func perform(
        _ name: String, timeout: Duration?, bound: Int? = nil, _ encode: (inout ByteBuffer) -> Void
    ) async throws(RedisError) -> RESPValue {
        let number = pipe.nextNumber()
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<CommandOutcome, Never>) in
                submit(
                    number, timeout: timeout, bound: bound, waiter: { _ in .call(continuation) },
                    encode: { encode(&$1) })
            }
        } onCancel: { [pipe] in
            pipe.cancel(number)
        }
        return try value(outcome, of: name, timeout: timeout)
    }

    private func value(
        _ outcome: CommandOutcome, of name: String, timeout: Duration?
    ) throws(RedisError) -> RESPValue {
        switch outcome {
        case .success(.error(let error)):
            throw RedisError(.serverError, "Redis at \(configuration.address) refused \(name): \(error)", server: error)
        case .success(let value): return value
        case .failure(let failure):
            throw failure.error(
                name, configuration.address, timeout: timeout ?? configuration.commandTimeout)
        }
    }
}
