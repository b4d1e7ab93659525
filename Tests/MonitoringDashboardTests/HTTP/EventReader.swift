import NIOCore
import NIOPosix
import TestServers

/// Reads a stream of events as a client does, until it has seen enough.
enum EventReader {
    /// - Parameter isEnough: looks at all that has come so far.
    /// - Returns: what had come then, or when the server ended the stream.
    static func read(
        _ path: String, port: Int, onOpen: @escaping @Sendable () -> Void = {},
        until isEnough: @escaping @Sendable (String) async -> Bool
    ) async throws -> (text: String, ended: Bool) {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
            var text = ""
            for try await part in inbound {
                if text.isEmpty { onOpen() }
                text += String(buffer: part)
                if await isEnough(text) { return (text, false) }
            }
            return (text, true)
        }
    }
}
