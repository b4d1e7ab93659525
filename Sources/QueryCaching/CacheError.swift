/// Why a cache could not do what it was asked.
///
/// Errors of loads reach their callers as they are, and are never cached; errors of Redis never reach anybody.
public struct CacheError: Error, Sendable, CustomStringConvertible {
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        init(_ description: String) { self.description = description }

        /// A load asked for the value that it was to load.
        public static let recursiveLoad = Code("recursiveLoad")
        /// A load took longer than its policy allows.
        public static let loadTimedOut = Code("loadTimedOut")
        /// As many loads are under way as there may be.
        public static let tooManyLoads = Code("tooManyLoads")
        /// A setting isn't possible.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// Other processes could not be told of an invalidation.
        public static let notTold = Code("notTold")
        /// A value was asked for without a tag: nothing could ever invalidate it.
        public static let noTags = Code("noTags")
    }

    public let code: Code
    /// A sentence that says what happened and what to do.
    public let message: String

    init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    public var description: String { message }
}
