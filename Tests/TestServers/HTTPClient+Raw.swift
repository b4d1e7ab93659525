import NIOCore
import NIOPosix

extension TestHTTPClient {
    /// Sends bytes as they are, and returns what comes back until the server closes the connection or `timeout` has
    /// passed.
    ///
    /// - Parameter pieces: each is sent for itself, with `pause` between them, as a slow client would.
    public func rawRequest(
        _ pieces: [[UInt8]], pause: Duration = .zero, timeout: Duration = .seconds(5)
    ) async throws -> (bytes: [UInt8], closed: Bool) {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        let received = ReceivedBytes()
        let closed = try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Bool?.self) { group in
                group.addTask {
                    do {
                        for try await buffer in inbound { await received.add(buffer) }
                    } catch is CancellationError {
                        return false
                    } catch {
                        // A reset is a close too.
                    }
                    return !Task.isCancelled
                }
                group.addTask {
                    for (index, piece) in pieces.enumerated() {
                        if index > 0 { try? await Task.sleep(for: pause) }
                        // The server may have closed already, which the reader sees.
                        try? await outbound.write(ByteBuffer(bytes: piece))
                    }
                    return nil
                }
                group.addTask {
                    try? await Task.sleep(for: timeout)
                    return false
                }
                defer { group.cancelAll() }
                while let outcome = try await group.next() {
                    if let outcome { return outcome }
                }
                return false
            }
        }
        return (await received.bytes, closed)
    }

    /// Sends bytes as they are in one piece; see ``rawRequest(_:pause:timeout:)``.
    public func rawRequest(_ bytes: [UInt8], timeout: Duration = .seconds(5)) async throws -> [UInt8] {
        try await rawRequest([bytes], timeout: timeout).bytes
    }
}

private actor ReceivedBytes {
    private(set) var bytes: [UInt8] = []

    func add(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }
}
