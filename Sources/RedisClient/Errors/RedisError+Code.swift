extension RedisError {
    /// The kind of an error. More may be added: a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        /// A code of another layer.
        public init(_ name: String) { description = name }

        /// The server refused the command; `server` says why.
        public static let serverError = Code("serverError")
        /// A URL or a setting is wrong.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// No connection could be made, and the command was not sent.
        public static let connectFailed = Code("connectFailed")
        /// The connection ended after the command was sent: it may have been executed.
        public static let connectionLost = Code("connectionLost")
        /// A deadline passed; the message says what was waited for.
        public static let timedOut = Code("timedOut")
        /// The task was cancelled.
        public static let cancelled = Code("cancelled")
        /// The client was shut down.
        public static let closed = Code("closed")
        /// Too many commands or bytes wait for the server already; nothing was sent.
        public static let overloaded = Code("overloaded")
        /// The reply is over one of ``RedisLimits``; it was skipped.
        public static let replyTooLarge = Code("replyTooLarge")
        /// What came is not what the protocol or the command allows.
        public static let unexpectedReply = Code("unexpectedReply")
        /// The server is too old, or is not Redis.
        public static let unsupportedServer = Code("unsupportedServer")
        /// The command can't be used on a connection that many callers share; nothing was sent.
        public static let unsupportedCommand = Code("unsupportedCommand")
    }
}
