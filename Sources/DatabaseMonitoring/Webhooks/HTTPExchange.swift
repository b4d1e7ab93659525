internal import NIOCore
package import NIOHTTP1
import NIOPosix
package import NIOSSL

/// One HTTP request and its answer, on a connection of its own.
///
/// Redirects are not followed. Certificates are checked against the system's roots, or those of ``tls``.
package struct HTTPExchange: Sendable {
    package var method: HTTPMethod
    package var url: EndpointURL
    /// Besides `Host`, `Connection` and `Content-Length`, which it writes itself.
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    /// For everything: finding the host, connecting, asking, the whole answer.
    package var deadline = Duration.seconds(10)
    /// Bytes of the answer's body; what is beyond is not read.
    package var largestAnswer = 64 << 10
    /// Made anew for each exchange when nil, which reads the system's certificates each time.
    package var tls: NIOSSLContext?

    package init(_ method: HTTPMethod, _ url: EndpointURL) { (self.method, self.url) = (method, url) }

    /// A cancelled task's exchange closes its connection at once.
    package func perform() async throws(HTTPExchangeFailure) -> HTTPAnswer {
        let loop = NIOSingletons.posixEventLoopGroup.any()
        let answer = loop.makePromise(of: HTTPAnswer.self)
        let timer = loop.scheduleTask(in: TimeAmount(deadline)) { answer.fail(HTTPExchangeFailure.late(deadline)) }
        defer { timer.cancel() }
        do {
            let secure = url.isSecure ? try tls ?? NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            return try await withTaskCancellationHandler {
                connect(on: loop, secure, answer)
                return try await answer.futureResult.get()
            } onCancel: {
                answer.fail(HTTPExchangeFailure.cancelled)
            }
        } catch {
            answer.fail(error)
            throw HTTPExchangeFailure(error, url)
        }
    }

    private func connect(on loop: any EventLoop, _ secure: NIOSSLContext?, _ answer: EventLoopPromise<HTTPAnswer>) {
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(TimeAmount(deadline)).channelInitializer {
            [serverName, largestAnswer] channel in
            answer.futureResult.whenComplete { _ in channel.close(promise: nil) }
            return channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let secure {
                    try pipeline.addHandler(NIOSSLClientHandler(context: secure, serverHostname: serverName))
                }
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(HTTPAnswerReader(largestAnswer, answer))
            }
        }
        // Of several addresses only the connection that is kept sends the request.
        bootstrap.connect(host: url.host, port: url.port).whenComplete { result in
            switch result {
            case .success(let channel): send(on: channel, answer)
            case .failure(let error): answer.fail(error)
            }
        }
    }

    private func send(on channel: any Channel, _ answer: EventLoopPromise<HTTPAnswer>) {
        var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
        fields.replaceOrAdd(name: "Host", value: url.authority)
        fields.replaceOrAdd(name: "Connection", value: "close")
        if !body.isEmpty || method == .POST { fields.replaceOrAdd(name: "Content-Length", value: "\(body.count)") }
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: url.target, headers: fields)
        // Fields that HTTP doesn't allow are noticed here.
        channel.write(HTTPClientRequestPart.head(head)).whenFailure { answer.fail($0) }
        if !body.isEmpty {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
        }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    }

    /// The name that the certificate must have; nil for an address, which is compared as such.
    private var serverName: String? {
        (try? SocketAddress(ipAddress: url.host, port: url.port)) == nil ? url.host : nil
    }
}

package struct HTTPAnswer: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: [UInt8]
    /// Whether there was more than may be read.
    package var isTruncated: Bool
}
