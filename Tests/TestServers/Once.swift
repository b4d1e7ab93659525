import Synchronization

/// A value that the first caller makes, while the others wait for it. A failure is kept too.
final class Once<Value: Sendable>: Sendable {
    private let task = Mutex<Task<Value, any Error>?>(nil)

    func value(_ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = task.withLock { task in
            if let task { return task }
            // Not a child of the first caller: its cancellation must not fail the others.
            let made = Task.detached(operation: make)
            task = made
            return made
        }
        return try await task.value
    }
}
