import Synchronization

/// Whether a sample is under way.
final class PassFlag: Sendable {
    private let isTaken = Atomic(false)

    /// - Returns: false when somebody else has it.
    func take() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }

    func release() { isTaken.store(false, ordering: .releasing) }
}
