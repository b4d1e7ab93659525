import NIOCore
import NIOPosix

/// A TCP proxy on the loopback interface that does to connections what networks do.
///
/// ```swift
/// try await withFaultProxy(toPort: server.port) { proxy in
///     let connection = try await connect(port: proxy.port)
///     await proxy.set(.blackHole)
///     // The connection still seems to be there.
/// }
/// ```
///
/// A fault affects the connections that are open and those that come; it is in force when ``set(_:)`` returns. What is
/// on its way is bounded (256 KiB per connection and direction): beyond that the proxy doesn't read from the sender.
/// While the server's port refuses, so does the proxy's: by a reset.
public final class FaultProxy: Sendable {
    public struct Counts: Sendable, Equatable {
        /// Connections accepted so far, also those that were reset at once.
        public var accepted = 0
        /// Connections that clients hold open.
        public var open = 0
        /// Bytes received, whatever became of them.
        public var bytesFromClients = 0
        public var bytesFromServer = 0
    }

    /// Where it listens, on 127.0.0.1.
    public let port: Int

    private let listener: any Channel
    private let traffic: NIOLoopBound<FaultProxyTraffic>
    private let counter: FaultProxyCounter

    private init(
        listener: any Channel, port: Int, traffic: NIOLoopBound<FaultProxyTraffic>, counter: FaultProxyCounter
    ) {
        self.listener = listener
        self.port = port
        self.traffic = traffic
        self.counter = counter
    }

    public var counts: Counts { counter.now }

    /// Listens on a free port, and passes everything on to 127.0.0.1:`serverPort`.
    ///
    /// - Parameter socketBufferBytes: the size of the sockets' buffers on both sides, where the system's is too large
    ///   to be filled. The system has a least size of its own.
    public static func start(toPort serverPort: Int, socketBufferBytes: Int? = nil) async throws -> FaultProxy {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let counter = FaultProxyCounter()
        let traffic = try await loop.submit {
            NIOLoopBound(
                FaultProxyTraffic(to: serverPort, on: loop, socketBufferBytes: socketBufferBytes, counter),
                eventLoop: loop)
        }.get()
        var bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { client in
                client.eventLoop.makeCompletedFuture { try traffic.value.accepted(client) }
            }
        if let socketBufferBytes {
            bootstrap =
                bootstrap
                .serverChannelOption(.socketOption(.so_rcvbuf), value: socketBufferBytes)
                .childChannelOption(.socketOption(.so_sndbuf), value: socketBufferBytes)
        }
        let listener = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        guard let port = listener.localAddress?.port else { throw TestServerError("A listener has no port.") }
        return FaultProxy(listener: listener, port: port, traffic: traffic, counter: counter)
    }

    public func set(_ fault: Fault) async { await onLoop { $0.set(fault) } }

    /// Resets the connections that are open, once; new ones suffer the fault that is set.
    public func cutAll() async { await onLoop { $0.cutAll() } }

    /// Resets everything and gives the port back.
    public func stop() async {
        await onLoop { $0.stop() }
        try? await listener.close().get()
    }

    private func onLoop(_ body: @escaping @Sendable (FaultProxyTraffic) -> Void) async {
        try? await listener.eventLoop.submit { [traffic] in body(traffic.value) }.get()
    }
}

/// Runs `body` with a proxy, which is stopped when it returns or throws.
public func withFaultProxy<R>(
    toPort serverPort: Int, socketBufferBytes: Int? = nil, isolation: isolated (any Actor)? = #isolation,
    _ body: (FaultProxy) async throws -> R
) async throws -> R {
    let proxy = try await FaultProxy.start(toPort: serverPort, socketBufferBytes: socketBufferBytes)
    do {
        let result = try await body(proxy)
        await proxy.stop()
        return result
    } catch {
        await proxy.stop()
        throw error
    }
}
