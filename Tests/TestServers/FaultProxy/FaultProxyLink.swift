import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One connection through a proxy: a client, a server, and a flow each way. Lives on the proxy's event loop.
final class FaultProxyLink {
    enum Side { case client, server }

    let client: any Channel
    private(set) var server: (any Channel)?
    private var toServer: FaultProxyFlow?
    private var toClient: FaultProxyFlow?
    /// The client hears nothing more, and what it says goes nowhere.
    private(set) var isDeaf = false
    private(set) var isOver = false

    init(client: any Channel) { self.client = client }

    func connected(to server: any Channel, _ fault: Fault) {
        self.server = server
        toServer = FaultProxyFlow(from: client, to: server, isReply: false, fault)
        toClient = FaultProxyFlow(from: server, to: client, isReply: true, fault)
    }

    func arrived(_ bytes: ByteBuffer, from side: Side) {
        switch side {
        case .client: toServer?.arrived(bytes)
        case .server: toClient?.arrived(bytes)
        }
    }

    func becameWritable(_ side: Side) {
        switch side {
        case .client: toClient?.pump()
        case .server: toServer?.pump()
        }
    }

    func become(_ fault: Fault) {
        toServer?.become(fault)
        toClient?.become(fault)
    }

    /// - Returns: whether nothing is left of the connection.
    func ended(_ side: Side, _ fault: Fault) -> Bool {
        switch side {
        case .client:
            isOver = true
            toClient?.lose()
            toServer?.sourceEnded()
        case .server:
            server = nil
            toServer?.lose()
            if fault.hidesTheServersEnd { isDeaf = true }
            if !isDeaf { toClient?.sourceEnded() }
        }
        return isOver && server == nil
    }

    /// The server's side is gone, and the client is not told.
    func forsake() {
        isDeaf = true
        toServer?.lose()
        toClient?.lose()
        server.map(Self.reset)
    }

    func reset() {
        isOver = true
        Self.reset(client)
        server.map(Self.reset)
    }

    /// Closes at once, without what is still to be sent: the peer sees "connection reset".
    static func reset(_ channel: any Channel) {
        (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
        channel.close(promise: nil)
    }
}

/// Tells a link what happens on one of its sides.
final class FaultProxyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let link: FaultProxyLink
    private let side: FaultProxyLink.Side
    private let traffic: FaultProxyTraffic

    init(_ link: FaultProxyLink, _ side: FaultProxyLink.Side, _ traffic: FaultProxyTraffic) {
        self.link = link
        self.side = side
        self.traffic = traffic
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        traffic.count(bytes.readableBytes, from: side)
        link.arrived(bytes, from: side)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { link.becameWritable(side) }

    func channelInactive(context: ChannelHandlerContext) { traffic.ended(link, side) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
