/// Why a command has no reply. What it was, and how long it waited, only its caller knows.
indirect enum CommandFailure: Error, Sendable {
    case timedOut(wasSent: Bool)
    case cancelled(wasSent: Bool)
    /// Its reply was over a limit.
    case oversized(RESPExcess)
    case lost(RedisError)
    /// It was not sent: the connection for which it was meant has ended.
    case otherConnection
    /// It was not sent: the server can't be reached, as is known.
    case unreachable(RedisError)
    case closed(wasSent: Bool)
    case tooManyCommands(limit: Int)
    case tooManyBytes(limit: Int)
}

/// What became of a command.
typealias CommandOutcome = Result<RESPValue, CommandFailure>

extension CommandFailure {
    /// - Parameters:
    ///   - what: the command, or commands, for the message.
    ///   - timeout: how long it might take.
    func error(_ what: String, _ place: RedisAddress, timeout: Duration) -> RedisError {
        switch self {
        case .timedOut(wasSent: true):
            RedisError(
                .timedOut,
                "\(what) was sent to Redis at \(place) and not answered within \(timeout). It may have run, or run yet.",
                mayHaveRun: true)
        case .timedOut(wasSent: false):
            RedisError(
                .timedOut,
                "\(what) waited \(timeout) for a connection to Redis at \(place) that takes it. It was not sent.")
        case .cancelled(let wasSent):
            RedisError(
                .cancelled,
                "The task that waited for \(what) was cancelled. It "
                    + (wasSent ? "was sent, and may have run, or run yet." : "was not sent."), mayHaveRun: wasSent)
        case .oversized(let excess):
            RedisError(.replyTooLarge, "\(what) was answered by too much. \(excess.sentence)", mayHaveRun: true)
        case .lost(let reason):
            RedisError(
                .connectionLost,
                "The connection to Redis at \(place) ended after \(what) was sent, which may have run. \(reason.message)",
                mayHaveRun: true)
        case .otherConnection:
            RedisError(
                .connectionLost, "\(what) was not sent: the connection to Redis at \(place) that it was for has ended.")
        case .unreachable(let reason):
            RedisError(reason.code, "\(what) was not sent. \(reason.message)", server: reason.server)
        case .closed(let wasSent):
            RedisError(
                .closed,
                "The client of Redis at \(place) is shut down. \(what) "
                    + (wasSent ? "was sent before, and may have run." : "was not sent."), mayHaveRun: wasSent)
        case .tooManyCommands(let limit):
            RedisError(
                .overloaded,
                "\(limit) commands for Redis at \(place), the limit, are unanswered. \(what) was not sent.")
        case .tooManyBytes(let limit):
            RedisError(
                .overloaded,
                "\(what) was not sent: with it, more than the limit of \(limit) bytes would wait to be written to Redis "
                    + "at \(place).")
        }
    }
}
