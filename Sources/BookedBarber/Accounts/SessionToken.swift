import Crypto
import Foundation

/// What a signed-in client presents: 256 random bits as base64url. The database holds only its SHA-256.
///
/// Its description is redacted; ``text`` is the secret.
public struct SessionToken: Hashable, Sendable, CustomStringConvertible {
    /// 43 characters of base64url.
    public let text: String

    /// A new token from the system's random source.
    public init() {
        var generator = SystemRandomNumberGenerator()
        text = Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// A presented token; `nil` when it cannot be one of ours.
    public init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
        self.text = text
    }

    /// What is stored and looked up.
    var digest: Data { Data(SHA256.hash(data: Array(text.utf8))) }

    public var description: String { "<session token>" }
}
