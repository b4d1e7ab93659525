/// What a ``MetricsHistory`` refuses.
public struct HistoryError: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        init(_ description: String) { self.description = description }

        /// A document is larger than ``HistoryConfiguration/maximumDocumentBytes``.
        public static let documentTooLarge = Code("documentTooLarge")
        /// A time is before 1970 or after 9999.
        public static let impossibleTime = Code("impossibleTime")
        /// The file isn't open.
        public static let unavailable = Code("unavailable")
    }

    public let code: Code
    /// A sentence that says what was wrong and what to do.
    public let message: String

    init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    public var description: String { message }
}
