internal import NIOCore
internal import NIOHTTP1

/// Collects one answer.
final class HTTPAnswerReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let largest: Int
    private let answer: EventLoopPromise<HTTPAnswer>
    private var collected = HTTPAnswer(status: 0, headers: [:], body: [], isTruncated: false)

    init(_ largest: Int, _ answer: EventLoopPromise<HTTPAnswer>) { (self.largest, self.answer) = (largest, answer) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (collected.status, collected.headers) = (Int(head.status.code), head.headers)
        case .body(let bytes):
            let room = largest - collected.body.count
            collected.body.append(contentsOf: bytes.readableBytesView.prefix(room))
            guard bytes.readableBytes > room else { return }
            collected.isTruncated = true
            answer.succeed(collected)
        case .end: answer.succeed(collected)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { answer.fail(HTTPExchangeFailure.cut) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { answer.fail(error) }
}
