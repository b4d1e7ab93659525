import NIOCore
import NIOHTTP1
import NIOPosix

/// One kept-alive HTTP/1.1 connection of a test. Requests are sent one after another: do not call it concurrently.
public final class TestHTTPConnection: Sendable {
    private let channel: any Channel
    private let replies: ResponseCollector
    private let address: String

    private init(channel: any Channel, replies: ResponseCollector, address: String) {
        self.channel = channel
        self.replies = replies
        self.address = address
    }

    public static func open(_ client: TestHTTPClient, timeout: Duration = .seconds(30)) async throws
        -> TestHTTPConnection
    {
        let replies = ResponseCollector()
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(ResponseHandler(replies))
                    }
                }
                .connect(host: client.host, port: client.port).get()
            return TestHTTPConnection(channel: channel, replies: replies, address: "\(client.host):\(client.port)")
        } catch {
            var late = false
            if case .connectTimeout = error as? ChannelError { late = true }
            throw TestHTTPError("connecting to \(client.host):\(client.port) failed: \(error)", timedOut: late)
        }
    }

    /// Sends a request and reads the whole answer; see ``TestHTTPClient/request(_:_:headers:body:timeout:)``. The
    /// connection stays open unless one side asks otherwise.
    public func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        timeout: Duration = .seconds(30)
    ) async throws -> TestHTTPClient.Response {
        var fields = HTTPHeaders(headers)
        if !fields.contains(name: "host") { fields.add(name: "Host", value: address) }
        if let body, !fields.contains(name: "content-length"), !fields.contains(name: "transfer-encoding") {
            fields.add(name: "Content-Length", value: String(body.count))
        }
        let reply = channel.eventLoop.makePromise(of: TestHTTPClient.Response.self)
        replies.expect(reply)
        let late = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [replies] in
            replies.fail(TestHTTPError("\(method) \(path): no whole answer within \(timeout)", timedOut: true))
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: fields)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil) }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil)).whenFailure { [replies] error in
            replies.fail(TestHTTPError("\(method) \(path): sending failed: \(error)"))
        }
        defer { late.cancel() }
        return try await reply.futureResult.get()
    }

    public func close() async {
        try? await channel.close().get()
    }
}
