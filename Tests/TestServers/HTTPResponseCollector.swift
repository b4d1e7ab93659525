import NIOCore
import NIOHTTP1
import Synchronization

/// Gives the answer that arrives to whoever waits for it.
final class ResponseCollector: Sendable {
    private let waiting = Mutex<EventLoopPromise<TestHTTPClient.Response>?>(nil)

    func expect(_ promise: EventLoopPromise<TestHTTPClient.Response>) {
        waiting.withLock { $0 = promise }
    }

    func succeed(_ response: TestHTTPClient.Response) { take()?.succeed(response) }

    func fail(_ error: TestHTTPError) { take()?.fail(error) }

    private func take() -> EventLoopPromise<TestHTTPClient.Response>? {
        waiting.withLock { promise in
            defer { promise = nil }
            return promise
        }
    }
}

/// Puts the parts of an answer together.
final class ResponseHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let collector: ResponseCollector
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(_ collector: ResponseCollector) { self.collector = collector }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        // 100 Continue and its like only announce the answer.
        case .head(let head) where head.status.code < 200 && head.status.code != 101: self.head = nil
        case .head(let head):
            self.head = head
            body = []
        case .body(let bytes): body += bytes.readableBytesView
        case .end:
            guard let head else { return }
            collector.succeed((Int(head.status.code), head.headers.map { ($0.name, $0.value) }, body))
            self.head = nil
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let what = head == nil ? "before any answer" : "in the middle of an answer"
        collector.fail(TestHTTPError("the server closed the connection \(what)"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        collector.fail(TestHTTPError("the connection failed: \(error)"))
        context.close(promise: nil)
    }
}
