import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A real HTTP server that says what a monitor would say, to whoever knows its token.
struct MonitorDouble: Sendable {
    struct Request: Sendable, Equatable {
        var method: String
        var target: String
        var body = ""
    }

    struct Answer: Sendable {
        var status = 200
        var body: String
    }

    let port: Int
    /// Those that came with the right token, the oldest first.
    let requests: AsyncStream<Request>
    private let channel: any Channel

    static func start(
        token: String, _ answer: @escaping @Sendable (Request) -> Answer
    ) async throws -> MonitorDouble {
        let (requests, sink) = AsyncStream.makeStream(of: Request.self)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(MonitorDoubleHandler(token, sink, answer))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        return MonitorDouble(port: channel.localAddress?.port ?? 0, requests: requests, channel: channel)
    }

    /// From now on nobody answers.
    func stop() async throws { try await channel.close() }

    /// Lets subcommands find it in this state folder, as a running server does.
    func announce(in state: String, token: String) throws {
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        // Nobody listens on port 1: only the monitor may be asked.
        let text =
            #"{"url":"http://127.0.0.1:1","token":"\#(token)","pid":1,"monitor_url":"http://127.0.0.1:\#(port)"}"#
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(state)/running.json"), options: .atomic)
    }
}

private final class MonitorDoubleHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let token: String
    private let sink: AsyncStream<MonitorDouble.Request>.Continuation
    private let answer: @Sendable (MonitorDouble.Request) -> MonitorDouble.Answer
    private var isAllowed = false
    private var request = MonitorDouble.Request(method: "", target: "")

    init(
        _ token: String, _ sink: AsyncStream<MonitorDouble.Request>.Continuation,
        _ answer: @escaping @Sendable (MonitorDouble.Request) -> MonitorDouble.Answer
    ) {
        (self.token, self.sink, self.answer) = (token, sink, answer)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isAllowed = head.headers["Authorization"] == ["Bearer \(token)"]
            request = MonitorDouble.Request(method: head.method.rawValue, target: head.uri)
        case .body(let bytes): request.body += String(buffer: bytes)
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        if isAllowed { sink.yield(request) }
        let answer = isAllowed ? answer(request) : .init(status: 401, body: #"{"title":"Unauthorized"}"#)
        let body = ByteBuffer(string: answer.body)
        let fields = HTTPHeaders([("Content-Length", "\(body.readableBytes)"), ("Connection", "close")])
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
