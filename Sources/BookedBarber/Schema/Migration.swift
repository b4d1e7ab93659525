import Crypto

/// One numbered step of the schema. A step that has landed is never edited; a change is a new step.
public struct Migration: Hashable, Sendable, CustomStringConvertible {
    public let number: Int
    public let name: String
    let script: String
    /// SHA-256 of the script's bytes, in hexadecimal.
    public let checksum: String

    init(number: Int, name: String, script: [UInt8]) {
        self.number = number
        self.name = name
        self.script = String(decoding: script, as: UTF8.self)
        checksum = SHA256.hash(data: script).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// "0002_appointments", the file's name without its ending.
    public var description: String { Self.label(number, name) }

    static func label(_ number: Int, _ name: String) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
    }
}

extension Migration {
    /// All steps that this program knows, in order. They are part of the program: nothing is read from disk.
    public static let all: [Migration] = [
        Migration(number: 1, name: "people_and_shops", script: PackageResources._001_people_and_shops_sql),
        Migration(number: 2, name: "appointments", script: PackageResources._002_appointments_sql),
        Migration(number: 3, name: "payments", script: PackageResources._003_payments_sql),
        Migration(number: 4, name: "idempotency_keys", script: PackageResources._004_idempotency_keys_sql),
        Migration(
            number: 5, name: "cache_invalidations", script: PackageResources._005_cache_invalidations_sql),
    ]
}
