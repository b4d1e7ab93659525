/// An error reply: a prefix in capitals that programs act on, and a sentence.
public struct RedisServerError: Hashable, Sendable, CustomStringConvertible {
    /// The first word of an error reply. An open set: servers and modules add their own.
    public struct Prefix: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
        public let description: String

        public init(_ text: String) { description = text }
        public init(stringLiteral value: String) { description = value }

        public static let err: Prefix = "ERR"
        /// The server is a replica: it was demoted, or the address is wrong. The client connects anew after it.
        public static let readOnly: Prefix = "READONLY"
        /// The server has started and still reads its data: try again soon.
        public static let loading: Prefix = "LOADING"
        /// `maxmemory` is reached and nothing may be evicted.
        public static let outOfMemory: Prefix = "OOM"
        public static let noAuthentication: Prefix = "NOAUTH"
        public static let wrongPassword: Prefix = "WRONGPASS"
        public static let noPermission: Prefix = "NOPERM"
        public static let wrongType: Prefix = "WRONGTYPE"
        public static let noScript: Prefix = "NOSCRIPT"
        /// A script runs for too long; only `SCRIPT KILL` is taken.
        public static let busy: Prefix = "BUSY"
        public static let masterDown: Prefix = "MASTERDOWN"
        public static let misconfigured: Prefix = "MISCONF"
        public static let transactionAborted: Prefix = "EXECABORT"
        public static let moved: Prefix = "MOVED"
        public static let ask: Prefix = "ASK"
        public static let tryAgain: Prefix = "TRYAGAIN"
        public static let clusterDown: Prefix = "CLUSTERDOWN"
        public static let crossSlot: Prefix = "CROSSSLOT"
    }

    public let prefix: Prefix
    /// The server's text without the prefix.
    public let message: String

    public init(prefix: Prefix, message: String) {
        self.prefix = prefix
        self.message = message
    }

    /// Takes the text of an error reply apart. A text that does not begin with a word in capitals is an `ERR`.
    init(text: String) {
        let word = text.prefix { $0 != " " }
        guard !word.isEmpty, word.utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 })
        else {
            self.init(prefix: .err, message: Self.withoutArguments(text))
            return
        }
        self.init(
            prefix: Prefix(String(word)), message: Self.withoutArguments(String(text.dropFirst(word.count + 1))))
    }

    public var description: String { message.isEmpty ? "\(prefix)" : "\(prefix) \(message)" }

    /// The answer to an unknown command repeats its arguments, which may be anything.
    private static func withoutArguments(_ text: String) -> String {
        guard text.hasPrefix("unknown"), let end = text.firstRange(of: ", with args beginning with")?.lowerBound else {
            return text
        }
        return String(text[..<end])
    }
}
