import Synchronization

/// A place where tests let a process die.
package enum FaultPoint: Int, Sendable {
    /// A transaction is committed, and nobody has been told of what it invalidated.
    case committed = 1

    private static let armed = Atomic<Int>(0)
    private static let action = Mutex<(@Sendable () -> Void)?>(nil)

    /// Lets `action` happen at this place from now on.
    package func arm(_ action: @escaping @Sendable () -> Void) {
        Self.action.withLock { $0 = action }
        Self.armed.store(rawValue, ordering: .releasing)
    }

    func pass() {
        guard Self.armed.load(ordering: .acquiring) == rawValue else { return }
        Self.action.withLock { $0 }?()
    }
}
