/// Waits until something outside of this process has happened; false when it has not within `timeout`.
///
/// For what can only be looked at from outside (a process, a file, a server's view); where there is an event, wait for
/// the event.
public func eventually(
    within timeout: Duration = .seconds(30), every interval: Duration = .milliseconds(10),
    isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    while true {
        if try await condition() { return true }
        if ContinuousClock.now >= deadline { return false }
        try await Task.sleep(for: interval)
    }
}
