import Foundation
import NIOCore
import NIOHTTP1

/// One connection of a receiver.
final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let script: ReceiverScript
    private var head: HTTPRequestHead?
    private var body = Data()

    init(_ script: ReceiverScript) { self.script = script }

    func channelActive(context: ChannelHandlerContext) { script.connected(1) }
    func channelInactive(context: ChannelHandlerContext) { script.connected(-1) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let bytes): body.append(contentsOf: bytes.readableBytesView)
        case .end:
            guard let head else { return }
            perform(script.answer(to: ReceivedRequest(head: head, body: body)), context)
        }
    }

    private func perform(_ answer: ReceiverScript.Answer, _ context: ChannelHandlerContext) {
        switch answer {
        case .status(let code, let fields, let text):
            write(code, fields, text, length: text.utf8.count, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .silence: break
        case .hangUp: context.close(promise: nil)
        case .cut:
            write(200, [:], "o", length: 1000, context)
            context.flush()
            context.close(promise: nil)
        case .huge:
            write(200, [:], String(repeating: "x", count: 4 << 20), length: 1 << 40, context)
            context.flush()
        case .nonsense:
            write(200, ["Content-Type": "a\u{0}b"], "", length: 0, context)
            context.flush()
        }
    }

    private func write(
        _ code: Int, _ fields: [String: String], _ text: String, length: Int, _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(fields.map { ($0, $1) })
        headers.add(name: "Content-Length", value: "\(length)")
        let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: code), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    }
}
