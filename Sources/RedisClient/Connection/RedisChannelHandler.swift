import NIOCore
import Synchronization

/// One connection: writes what the queue has, and brings replies to those who wait. Lives on its event loop.
final class RedisChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let connector: RedisConnector
    private let pipe: CommandPipe
    private var parser: RESPParser
    private var handshake: RedisHandshake?
    private(set) var context: ChannelHandlerContext?
    /// Nil when it is encrypted.
    private(set) var socket: SocketWriter?
    /// Why it ends.
    private var reason: RedisError?
    // Kept for their memory.
    private var outcomes: [CommandOutcome] = []
    private var waiters: [CommandWaiter?] = []

    init(_ connector: RedisConnector, _ handshake: RedisHandshake) {
        self.connector = connector
        self.handshake = handshake
        pipe = connector.pipe
        parser = RESPParser(limits: connector.configuration.limits)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) { begin(context) }

    private func begin(_ context: ChannelHandlerContext) {
        guard let handshake else { return }
        context.writeAndFlush(wrapOutboundOut(handshake.bytes), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard reason == nil else { return }
        parser.append(unwrapInboundIn(data))
        var isReadOnly = false
        do throws(RESPProtocolError) {
            parsing: while reason == nil {
                switch try parser.next() {
                case .reply(let value):
                    if handshake != nil {
                        greet(value)
                    } else {
                        if case .error(let error) = value, error.prefix == .readOnly { isReadOnly = true }
                        outcomes.append(.success(value))
                    }
                case .oversized(let excess):
                    if handshake != nil { greet(.null) } else { outcomes.append(.failure(.oversized(excess))) }
                case .push(let elements):
                    deliver()
                    if let push = RedisPush(elements) { connector.pushed(push) }
                case .needsMore: break parsing
                }
            }
            deliver()
        } catch {
            deliver()
            end(
                RedisError(
                    .unexpectedReply,
                    "What came from \(connector.configuration.address) is not the Redis protocol: \(error.message)"))
        }
        if isReadOnly { connector.becameReadOnly(self) }
    }

    private func greet(_ reply: RESPValue) {
        do throws(RedisError) {
            guard let server = try handshake?.receive(reply) else { return }
            handshake = nil
            if connector.tls == nil { socket = context.flatMap(Self.socket) }
            connector.becameReady(self, server)
        } catch {
            end(error)
        }
    }

    private static func socket(of context: ChannelHandlerContext) -> SocketWriter? {
        let found = try? context.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            SocketWriter($0)
        }
        return found ?? nil
    }

    /// Resumes those whose replies have come.
    private func deliver() {
        guard !outcomes.isEmpty else { return }
        var outcomes: [CommandOutcome] = []
        var waiters: [CommandWaiter?] = []
        swap(&outcomes, &self.outcomes)
        swap(&waiters, &self.waiters)
        let now = NIODeadline.now()
        let isWritable = isWritable
        let (wereOwed, next, isReplaced) = pipe.queue.withLock { queue in
            let wereOwed = queue.takeAnswered(outcomes.count, into: &waiters, at: now)
            let next = wereOwed && isWritable ? queue.takeOutgoing(at: now) : nil
            return (wereOwed, next, queue.isReplaced)
        }
        if let next { write(next) }
        if wereOwed {
            for (waiter, outcome) in zip(waiters, outcomes) { waiter?.resume(outcome) }
        } else {
            end(
                RedisError(
                    .unexpectedReply, "Redis at \(connector.configuration.address) answered more than it was asked."))
        }
        waiters.removeAll(keepingCapacity: true)
        outcomes.removeAll(keepingCapacity: true)
        swap(&outcomes, &self.outcomes)
        swap(&waiters, &self.waiters)
        if isReplaced { connector.answered() }
    }

    func write(_ bytes: ByteBuffer) { context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { connector.attend() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(
            RedisError(.connectionLost, "The connection to Redis at \(connector.configuration.address) broke: \(error)")
        )
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(RedisError(.connectionLost, "Redis at \(connector.configuration.address) closed the connection."))
    }

    /// Gives the connection up, and closes it. The first reason counts.
    func end(_ reason: RedisError) {
        guard self.reason == nil else { return }
        self.reason = reason
        socket = nil
        // At once: a peer that is gone may keep the close of an encrypted connection waiting.
        connector.ended(self, reason)
        context?.close(promise: nil)
    }
}
