import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// A request didn't arrive in time.
struct RequestReadTimeout: Error {}

/// Some bytes have come in, in front of the HTTP decoder.
struct BytesArrived: Sendable {}

/// Tells the pipeline that bytes have come, before they are a complete head: a client that sends its head one byte a
/// minute must not hold a connection.
final class ArrivalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireUserInboundEventTriggered(BytesArrived())
        context.fireChannelRead(data)
    }
}

/// Holds a connection to its time limits, ends it politely, and says in a problem document what HTTP itself objects to.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long the other side may go on sending what nobody reads, so that it gets to see the answer instead of a
    /// connection reset.
    private static let lingerTime = TimeAmount.seconds(1)

    private var state: ConnectionState
    private var parserError: HTTPParserError?
    private var replacesBody = false
    private var isLingering = false

    init(limits: RequestLimits) {
        state = ConnectionState(readTime: TimeAmount(limits.readTime), drainTime: TimeAmount(limits.drainTime))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLingering else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            perform(state.headArrived(now: .now()), context)
            if head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body: break
        case .end: state.endArrived()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if isLingering { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is BytesArrived:
            perform(state.bytesArrived(now: .now()), context)
        case is ChannelShouldQuiesceEvent:
            perform(state.drain(now: .now()), context)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        parserError = error as? HTTPParserError ?? parserError
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational:
            context.write(data, promise: promise)
        case .head(let head):
            begin(head, context, promise)
        case .body:
            if replacesBody { promise?.succeed() } else { context.write(data, promise: promise) }
        case .end:
            replacesBody = false
            end(data, context, promise)
        }
    }

    private func begin(_ head: HTTPResponse, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        // Hummingbird answers a parser error with an empty 400.
        if let parserError, head.status == .badRequest, head.headerFields[.contentLength] == "0" {
            replacesBody = true
            _ = state.answerBegins(saysClose: true)
            let answer = ConnectionProblem.answer(ConnectionProblem.problem(for: parserError))
            context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
            context.write(wrapOutboundOut(.body(answer.body)), promise: promise)
            return
        }
        var head = head
        if state.answerBegins(saysClose: head.headerFields[.connection]?.lowercased() == "close") {
            head.headerFields[.connection] = "close"
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    private func end(_ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let (closes, timer) = state.answerEnded(now: .now())
        guard closes else {
            context.write(data, promise: promise)
            return perform(timer, context)
        }
        let written = promise ?? context.eventLoop.makePromise()
        let loopBound = context.loopBound
        written.futureResult.assumeIsolated().whenComplete { _ in self.close(loopBound.value) }
        context.writeAndFlush(data, promise: written)
    }

    private func close(_ context: ChannelHandlerContext) {
        guard state.reading != .nothing, context.channel.isActive else { return context.close(promise: nil) }
        isLingering = true
        context.close(mode: .output, promise: nil)
        context.read()
        let loopBound = context.loopBound
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingerTime) {
            loopBound.value.close(promise: nil)
        }
    }

    private func perform(_ action: ConnectionState.TimerAction, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .schedule(let deadline):
            let loopBound = context.loopBound
            context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
                let context = loopBound.value
                guard context.channel.isActive else { return }
                self.perform(self.state.timerFired(now: .now()), context)
            }
        case .answerTimeout:
            let answer = ConnectionProblem.answer(Problem(.requestTimeout))
            context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
            context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
            end(wrapOutboundOut(.end(nil)), context, nil)
        case .failReading:
            context.fireErrorCaught(RequestReadTimeout())
        case .close:
            context.close(promise: nil)
        }
    }
}
