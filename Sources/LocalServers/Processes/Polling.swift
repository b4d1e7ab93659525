/// Waits for something that can only be observed from outside: a file, a process, a socket.
package enum Polling {
    /// Looks every few milliseconds until `condition` holds; false when it did not within `timeout`, or the task was
    /// cancelled.
    package static func until(
        _ timeout: Duration, every interval: Duration = .milliseconds(10), _ condition: () async -> Bool
    ) async -> Bool {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        while true {
            if await condition() { return true }
            if ContinuousClock.now >= deadline { return false }
            do { try await Task.sleep(for: interval) } catch { return await condition() }
        }
    }
}
