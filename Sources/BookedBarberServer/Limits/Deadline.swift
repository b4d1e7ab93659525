/// Does the work, or gives up on it: when the time is over the work's task is cancelled and the error is thrown in its
/// place. It returns as soon as the work has noticed.
func withDeadline<Value: Sendable>(
    _ limit: Duration, throwing expired: @autoclosure @escaping @Sendable () -> any Error,
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask(operation: work)
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else {
            group.cancelAll()
            // Work that was finished in spite of the cancellation is finished: its answer is the better one.
            if let late = try? await group.next(), let value = late { return value }
            throw expired()
        }
        return value
    }
}
