extension PostgresError {
    /// The kind of an error. More may be added: a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        /// A code of another layer, such as the pool's.
        public init(_ name: String) { description = name }

        /// The server refused the statement; `sqlState` says why.
        public static let server = Code("server")
        /// The connection ended while the statement was under way: it may or may not have been executed.
        public static let connectionLost = Code("connectionLost")
        /// No connection could be made.
        public static let connectFailed = Code("connectFailed")
        /// The task was cancelled.
        public static let cancelled = Code("cancelled")
        /// A deadline passed; the message says what was waited for.
        public static let timedOut = Code("timedOut")
        /// A value can't be sent; nothing was.
        public static let encodingFailed = Code("encodingFailed")
        /// A value can't be read as the type that was asked for.
        public static let decodingFailed = Code("decodingFailed")
        /// A stream or COPY is open on the connection, or too many statements are in line.
        public static let connectionBusy = Code("connectionBusy")
        /// The connection had ended before, so that nothing was sent; or it was closed under the statement. The
        /// message says which.
        public static let connectionClosed = Code("connectionClosed")
        /// A URL or a setting is wrong.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// A COPY could not be started, or was used wrongly.
        public static let copyFailed = Code("copyFailed")
        /// The server answered something that does not fit the request.
        public static let unexpectedReply = Code("unexpectedReply")
        /// The result grew past the connection's limit and was given up.
        public static let resultTooLarge = Code("resultTooLarge")
        /// The connection was lost, or a deadline passed, while a commit was under way: the transaction may or may
        /// not have been committed. It must not simply be repeated.
        public static let commitOutcomeUnknown = Code("commitOutcomeUnknown")
        /// `COMMIT` was answered with `ROLLBACK`: the transaction had failed before.
        public static let transactionRolledBack = Code("transactionRolledBack")
    }
}
