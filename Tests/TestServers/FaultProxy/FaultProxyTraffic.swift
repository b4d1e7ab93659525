import NIOCore
import NIOPosix
import Synchronization

/// The connections that go through a proxy, and the fault they suffer. Lives on the proxy's event loop.
final class FaultProxyTraffic {
    private let loop: any EventLoop
    private let serverPort: Int
    private let socketBufferBytes: Int?
    private let counter: FaultProxyCounter
    private var fault = Fault.none
    private var links: [ObjectIdentifier: FaultProxyLink] = [:]
    private var isStopped = false

    init(to serverPort: Int, on loop: any EventLoop, socketBufferBytes: Int?, _ counter: FaultProxyCounter) {
        self.serverPort = serverPort
        self.loop = loop
        self.socketBufferBytes = socketBufferBytes
        self.counter = counter
    }

    func set(_ fault: Fault) {
        self.fault = fault
        switch fault {
        case .cut: cutAll()
        case .halfOpen: for link in links.values { link.forsake() }
        default: for link in links.values { link.become(fault) }
        }
    }

    func cutAll() { for link in links.values { link.reset() } }

    func stop() {
        isStopped = true
        cutAll()
    }

    func accepted(_ client: any Channel) throws {
        counter.update { $0.accepted += 1 }
        guard fault != .cut, !isStopped else { return FaultProxyLink.reset(client) }
        let link = FaultProxyLink(client: client)
        links[ObjectIdentifier(link)] = link
        counter.update { $0.open += 1 }
        try client.pipeline.syncOperations.addHandler(FaultProxyHandler(link, .client, self))
        if fault.isDeafToNewConnections { link.forsake() } else { connect(link) }
    }

    func count(_ bytes: Int, from side: FaultProxyLink.Side) {
        counter.update { counts in
            switch side {
            case .client: counts.bytesFromClients += bytes
            case .server: counts.bytesFromServer += bytes
            }
        }
    }

    func ended(_ link: FaultProxyLink, _ side: FaultProxyLink.Side) {
        if side == .client { counter.update { $0.open -= 1 } }
        if link.ended(side, fault) { links[ObjectIdentifier(link)] = nil }
    }

    /// The client isn't read until the server is there.
    private func connect(_ link: FaultProxyLink) {
        link.client.setOption(.autoRead, value: false).whenFailure { _ in }
        var bootstrap = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        if let socketBufferBytes {
            bootstrap =
                bootstrap
                .channelOption(.socketOption(.so_rcvbuf), value: socketBufferBytes)
                .channelOption(.socketOption(.so_sndbuf), value: socketBufferBytes)
        }
        bootstrap.connect(host: "127.0.0.1", port: serverPort).assumeIsolated().whenComplete { [self] result in
            guard case .success(let server) = result else { return link.reset() }
            guard !link.isOver, !link.isDeaf else { return FaultProxyLink.reset(server) }
            do {
                link.connected(to: server, fault)
                try server.pipeline.syncOperations.addHandler(FaultProxyHandler(link, .server, self))
            } catch {
                return link.reset()
            }
            for channel in [server, link.client] { channel.setOption(.autoRead, value: true).whenFailure { _ in } }
        }
    }
}

/// Counts for those who ask from elsewhere.
final class FaultProxyCounter: Sendable {
    private let counts = Mutex(FaultProxy.Counts())

    var now: FaultProxy.Counts { counts.withLock { $0 } }

    func update(_ body: (inout FaultProxy.Counts) -> Void) { counts.withLock { body(&$0) } }
}
