import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A real HTTP server on loopback that answers as a script says: one entry for each request, the last one for all others.
public final class WebhookReceiver: Sendable {
    /// What no log and no error may say.
    public static let secrets = ["T0SECRET", "B0SECRET", "xyzzySecretToken", "hunter22secret"]
    public static let path = "/services/T0SECRET/B0SECRET/xyzzySecretToken?key=hunter22secret"

    private let script: ReceiverScript
    private let channel: any Channel
    private let isSecure: Bool

    public var port: Int { channel.localAddress?.port ?? 0 }
    public var url: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(port)\(Self.path)" }
    public var requests: [ReceivedRequest] { script.requests }
    /// Connections that are open now.
    public var connections: Int { script.connections }

    /// Listens for as long as `body` runs.
    public static func with(
        _ answers: ReceiverScript.Answer..., port: Int = 0, tls: NIOSSLContext? = nil,
        _ body: (WebhookReceiver) async throws -> Void
    ) async throws {
        let receiver = try await WebhookReceiver(answers, port: port, tls: tls)
        do {
            try await body(receiver)
            try await receiver.channel.close()
        } catch {
            try? await receiver.channel.close()
            throw error
        }
    }

    /// One at which nobody listens any more.
    public static func unusedPort() async throws -> Int {
        let receiver = try await WebhookReceiver([], port: 0, tls: nil)
        let port = receiver.port
        try await receiver.channel.close()
        return port
    }

    private init(_ answers: [ReceiverScript.Answer], port: Int, tls: NIOSSLContext?) async throws {
        let script = ReceiverScript(answers)
        (self.script, isSecure) = (script, tls != nil)
        channel = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
                    try pipeline.addHandler(ReceiverHandler(script))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }
}

/// One request, as a receiver got it.
public struct ReceivedRequest: Sendable {
    public let head: HTTPRequestHead
    public let body: Data

    public var text: String { String(decoding: body, as: UTF8.self) }
    public var json: [String: Any]? { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] }
}
