/// Why a trace can't be replayed. The message says what was attempted, what is wrong, and what to do.
public struct TraceError: Error, Sendable, CustomStringConvertible {
    /// The set is open: more codes may be added.
    public struct Code: Hashable, Sendable {
        private let name: String

        public static let unreadable = Code(name: "unreadable")
        public static let empty = Code(name: "empty")
        /// The length isn't a multiple of a key's.
        public static let incomplete = Code(name: "incomplete")
        public static let tooLarge = Code(name: "tooLarge")
        public static let invalidCapacity = Code(name: "invalidCapacity")
    }

    public let code: Code
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
