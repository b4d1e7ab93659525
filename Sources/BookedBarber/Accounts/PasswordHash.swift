import Crypto
import Foundation

/// A password's scrypt hash (RFC 7914) with its salt and the parameters it was made with.
///
/// Its description is redacted; ``encoded`` is what the database stores.
public struct PasswordHash: Hashable, Sendable, CustomStringConvertible {
    /// The cost of one hash: 128 × 2^logN × r bytes of memory, and time in proportion to that × p.
    public struct Parameters: Hashable, Sendable {
        public var logN: Int
        public var r: Int
        public var p: Int

        public init(logN: Int, r: Int, p: Int) {
            self.logN = logN
            self.r = r
            self.p = p
        }

        /// 32 MiB and three passes: OWASP's Password Storage Cheat Sheet, scrypt, the step that needs least memory
        /// for a server which hashes several at a time.
        public static let recommended = Parameters(logN: 15, r: 8, p: 3)

        /// Bounds that keep a stored hash from costing more than 1 GiB or minutes.
        var isReasonable: Bool {
            (1...20).contains(logN) && (1...32).contains(r) && (1...16).contains(p) && r << logN <= 1 << 23
        }
    }

    public let parameters: Parameters
    let salt: [UInt8]
    let key: [UInt8]

    init(parameters: Parameters, salt: [UInt8], key: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }

    /// `$scrypt$ln=15,r=8,p=3$salt$hash`, salt and hash in base64 without padding (the PHC string format).
    public var encoded: String {
        "$scrypt$ln=\(parameters.logN),r=\(parameters.r),p=\(parameters.p)$\(Self.base64(salt))$\(Self.base64(key))"
    }

    /// Reads what ``encoded`` wrote; `nil` for anything else.
    public init?(encoded text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard
            parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let parameters = Self.parameters(parts[2]), parameters.isReasonable,
            let salt = Self.bytes(parts[3]), let key = Self.bytes(parts[4]),
            (8...64).contains(salt.count), (16...64).contains(key.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
        guard encoded == text else { return nil }
    }

    public var description: String { "<password hash>" }

    private static func parameters(_ text: Substring) -> Parameters? {
        let values = zip(text.split(separator: ",", omittingEmptySubsequences: false), ["ln=", "r=", "p="])
            .compactMap { part, name in part.hasPrefix(name) ? Int(part.dropFirst(name.count)) : nil }
        guard values.count == 3 else { return nil }
        return Parameters(logN: values[0], r: values[1], p: values[2])
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { [UInt8]($0) }
    }
}
