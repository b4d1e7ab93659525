/// The port that the monitor listens on, once it does.
struct MonitorPort: Sendable {
    private let stream: AsyncStream<Int>
    private let continuation: AsyncStream<Int>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func found(_ port: Int) {
        continuation.yield(port)
        continuation.finish()
    }

    /// It won't listen, or no longer.
    func gone() { continuation.finish() }

    /// Read once.
    var value: Int? {
        get async {
            for await port in stream { return port }
            return nil
        }
    }
}
