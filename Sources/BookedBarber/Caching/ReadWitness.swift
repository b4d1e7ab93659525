import QueryCaching
import Synchronization

/// Notes which states of cached values an answer was made from, so that the same answer can be recognized later.
///
/// ```swift
/// let witness = ReadWitness()
/// let services = try await witness.observe { try await repositories.services.list(of: shop) }
/// let states = witness.validators
/// ```
///
/// Everything an answer is made from has to be cached: what is read past the cache isn't noticed.
public final class ReadWitness: Sendable {
    @TaskLocal static var current: ReadWitness?

    private let seen = Mutex<[CacheValidator]?>([])

    public init() {}

    /// Nil when the cache took no part, or one of the values can't be recognized again. In the order of the reads.
    public var validators: [CacheValidator]? {
        seen.withLock { $0.flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// Notes what is read in `body`.
    public func observe<R>(_ body: () async throws -> R) async rethrows -> R {
        try await Self.$current.withValue(self, operation: body)
    }

    func note(_ validator: CacheValidator?) {
        seen.withLock { seen in
            guard let validator else {
                seen = nil
                return
            }
            seen?.append(validator)
        }
    }
}
