import Crypto

/// A secret that programs send. No description shows it.
public struct AdminToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// 128 random bits in base 64.
    public static let shortest = 22

    private let digest: SHA256.Digest

    /// - Throws: ``MonitoringConfigurationError`` for one that could be guessed: shorter than ``shortest`` characters.
    public init(_ text: String) throws {
        guard text.utf8.count >= Self.shortest else {
            throw MonitoringConfigurationError(
                "The admin token has \(text.utf8.count) characters; it needs at least \(Self.shortest) random ones.")
        }
        digest = SHA256.hash(data: Array(text.utf8))
    }

    /// Takes the same time wherever the two differ.
    func isSame(as other: String) -> Bool { digest == SHA256.hash(data: Array(other.utf8)) }

    public var description: String { "***" }
    public var debugDescription: String { "***" }
}
