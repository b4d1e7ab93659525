import Crypto
import CryptoExtras
import Foundation

/// The three users to try things out with. They exist in seeded databases only.
public enum DemoAccounts {
    /// Owns the first shop.
    public static let owner = "owner@demo.bookedbarber.example"
    /// Works in the first shop.
    public static let barber = "barber@demo.bookedbarber.example"
    /// A regular of that barber's.
    public static let client = "client@demo.bookedbarber.example"

    /// Known to everybody who reads this: fit for made-up data on a machine of one's own, and for nothing else.
    public static let password = "fresh-cut-demo"

    /// The scrypt hash that all seeded users share, with a salt from the seed so that the data is always the same.
    static func hash(of password: String, seed: UInt64) throws -> PasswordHash {
        var random = SeededRandom(seed: seed, .demoPassword)
        let salt = (0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let parameters = PasswordHash.Parameters.recommended
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: 32,
            rounds: 1 << parameters.logN, blockSize: parameters.r, parallelism: parameters.p)
        return PasswordHash(parameters: parameters, salt: salt, key: key.withUnsafeBytes { [UInt8]($0) })
    }
}
