import Foundation
import NIOCore
import NIOHTTP1

/// Sends one request when its connection stands, and reads the answer.
final class AdminAnswerReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    enum Failure: Error, CustomStringConvertible {
        case late(TimeAmount)
        case large, cut, cancelled

        var description: String {
            switch self {
            case .late(let limit): "there was no whole answer within \(limit.nanoseconds / 1_000_000_000) s"
            case .large: "the answer is too large"
            case .cut: "the connection was closed before the answer was whole"
            case .cancelled: "the answer wasn't waited for"
            }
        }
    }

    private let request: HTTPRequestHead
    private let content: ByteBuffer
    private let answer: EventLoopPromise<(status: Int, body: Data)>
    private var status = 0
    private var body = Data()

    init(_ request: HTTPRequestHead, content: ByteBuffer, _ answer: EventLoopPromise<(status: Int, body: Data)>) {
        (self.request, self.content, self.answer) = (request, content, answer)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        if content.readableBytes > 0 { context.write(wrapOutboundOut(.body(.byteBuffer(content))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let bytes):
            body.append(contentsOf: bytes.readableBytesView)
            guard body.count > AdminClient.largest else { return }
            answer.fail(Failure.large)
            context.close(promise: nil)
        case .end: answer.succeed((status, body))
        }
    }

    func channelInactive(context: ChannelHandlerContext) { answer.fail(Failure.cut) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { answer.fail(error) }
}
