/// The result of some work, or nil when it takes longer than `limit`: the work goes on then, and nobody waits for it.
func within<R: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async -> R) async -> R? {
    let (results, continuation) = AsyncStream.makeStream(of: R?.self, bufferingPolicy: .bufferingOldest(1))
    Task {
        continuation.yield(await work())
        continuation.finish()
    }
    let timer = Task {
        guard (try? await Task.sleep(for: limit)) != nil else { return }
        continuation.finish()
    }
    defer { timer.cancel() }
    for await result in results { return result }
    return nil
}
