import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// Hashes and checks passwords with scrypt, a few at a time and on threads of its own.
///
/// One hash takes tens of milliseconds to a few hundred and megabytes of memory: on the concurrency runtime's threads
/// a burst of sign-ins would stop everything else. At most `concurrency` are worked on; up to `waitingLimit` more
/// wait in order of arrival; whoever waits longer than `patience`, or finds the line full, gets
/// ``DomainError/Code/busy``.
public final class PasswordHasher: Sendable {
    public let parameters: PasswordHash.Parameters
    private let slots: WorkSlots
    private let queue = DispatchQueue(label: "bookedbarber.passwords", qos: .userInitiated, attributes: .concurrent)
    /// Stands in for the hash of an account that does not exist; no password has it.
    private let nobody: PasswordHash

    /// - Parameters:
    ///   - parameters: the cost of new hashes.
    ///   - concurrency: hashes worked on at the same time; by default half of the processors, at least one.
    ///   - waitingLimit: how many may wait.
    ///   - patience: how long one may wait before its turn.
    public init(
        parameters: PasswordHash.Parameters = .recommended,
        concurrency: Int = max(1, ProcessInfo.processInfo.activeProcessorCount / 2),
        waitingLimit: Int = 64,
        patience: Duration = .seconds(10)
    ) {
        precondition(parameters.isReasonable, "scrypt parameters out of range")
        self.parameters = parameters
        slots = WorkSlots(count: concurrency, waitingLimit: waitingLimit, patience: patience)
        nobody = PasswordHash(parameters: parameters, salt: Self.random(16), key: Self.random(32))
    }

    /// A new hash with a new salt.
    public func hash(_ password: String) async throws -> PasswordHash {
        let (parameters, salt) = (parameters, Self.random(16))
        let key = try await perform { try Self.derive(password, salt: salt, parameters, byteCount: 32) }
        return PasswordHash(parameters: parameters, salt: salt, key: key.withUnsafeBytes { [UInt8]($0) })
    }

    /// Whether a password has this hash, in time that does not depend on where they differ.
    ///
    /// `nil` costs as much as a hash and is never right.
    public func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        let expected = hash ?? nobody
        let key = try await perform {
            try Self.derive(password, salt: expected.salt, expected.parameters, byteCount: expected.key.count)
        }
        return key == SymmetricKey(data: expected.key) && hash != nil
    }

    private func perform<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await slots.enter()
        defer { slots.leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private static func derive(
        _ password: String, salt: [UInt8], _ parameters: PasswordHash.Parameters, byteCount: Int
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: byteCount,
            rounds: 1 << parameters.logN, blockSize: parameters.r, parallelism: parameters.p)
    }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
