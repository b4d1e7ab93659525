/// Why a private server could not be found, started, stopped or reached.
///
/// The message names the folder or program concerned and says what to do. It never contains a password.
public struct LocalServerError: Error, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong. The set is open: more codes may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let name: String

        /// The server's programs are not on this machine, or only in a version that is too old.
        public static let programMissing = Code(name: "programMissing")
        /// A setting is unknown, malformed, or reserved.
        public static let invalidConfiguration = Code(name: "invalidConfiguration")
        /// The state folder can't be made, entered or written.
        public static let folderUnusable = Code(name: "folderUnusable")
        /// Another program holds the state folder.
        public static let folderInUse = Code(name: "folderInUse")
        /// A new data folder could not be initialised.
        public static let initializationFailed = Code(name: "initializationFailed")
        /// The server ended before it was ready, or could not be set up.
        public static let startFailed = Code(name: "startFailed")
        /// Something did not happen in its time.
        public static let timedOut = Code(name: "timedOut")
        /// The task that asked for it was cancelled; what had begun was undone.
        public static let cancelled = Code(name: "cancelled")
        /// The server did not stop as it was asked to.
        public static let stopFailed = Code(name: "stopFailed")
        /// The operation needs a running server.
        public static let notRunning = Code(name: "notRunning")

        public var description: String { name }
    }

    public let code: Code
    /// A sentence for the person who reads it: what was attempted, what happened, what to do.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
