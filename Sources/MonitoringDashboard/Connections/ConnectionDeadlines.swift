import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request doesn't arrive, or whose answer isn't read, in its time. A head that stays
/// incomplete is the idle timeout's.
final class ConnectionDeadlines: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let readTime: TimeAmount
    private let writeTime: TimeAmount
    private var reading: Scheduled<Void>?
    private var writing: Scheduled<Void>?

    init(readTime: TimeAmount, writeTime: TimeAmount) {
        (self.readTime, self.writeTime) = (readTime, writeTime)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: reading = closing(context, in: readTime)
        case .body: break
        case .end:
            reading?.cancel()
            reading = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writing?.cancel()
        writing = context.channel.isWritable ? nil : closing(context, in: writeTime)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        reading?.cancel()
        writing?.cancel()
        context.fireChannelInactive()
    }

    private func closing(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let context = context.loopBound
        return context.value.eventLoop.scheduleTask(in: time) { context.value.close(promise: nil) }
    }
}
