import NIOCore
import NIOPosix
import TestServers

/// A TCP connection on which a test sends bytes as it likes, and reads what has come so far.
actor RawConnection {
    private let channel: any Channel
    private var inbound: AsyncThrowingStream<ByteBuffer, any Error>.Iterator
    private var received = ""

    static func open(port: Int) async throws -> RawConnection {
        let (bytes, continuation) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawConnection(channel, bytes)
    }

    private init(_ channel: any Channel, _ bytes: AsyncThrowingStream<ByteBuffer, any Error>) {
        self.channel = channel
        inbound = bytes.makeAsyncIterator()
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// What has come since the last call, up to the piece that contains `end`; without one, until the server closes.
    func receive(until end: String?) async throws -> String {
        while end.map({ !received.contains($0) }) ?? true {
            guard let piece = try await next() else { break }
            received += String(buffer: piece)
        }
        defer { received = "" }
        return received
    }

    private func next() async throws -> ByteBuffer? {
        var iterator = inbound
        let piece = try await iterator.next(isolation: self)
        inbound = iterator
        return piece
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let bytes: AsyncThrowingStream<ByteBuffer, any Error>.Continuation

    init(_ bytes: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) {
        self.bytes = bytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        bytes.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        bytes.finish(throwing: error)
        context.close(promise: nil)
    }
}
