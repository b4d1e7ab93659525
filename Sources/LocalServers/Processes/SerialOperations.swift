import Synchronization

/// Runs operations one after another, in the order they were asked for.
///
/// An operation goes on to its end when the task that asked for it is cancelled: a server that is being stopped or
/// started is never left half way.
final class SerialOperations: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    func run<R: Sendable>(
        _ operation: @escaping @Sendable () async throws(LocalServerError) -> R
    ) async throws(LocalServerError) -> R {
        let task = last.withLock { last in
            let previous = last
            let task = Task { () -> Result<R, LocalServerError> in
                await previous?.value
                do throws(LocalServerError) { return .success(try await operation()) } catch { return .failure(error) }
            }
            last = Task { _ = await task.value }
            return task
        }
        return try await task.value.get()
    }
}
