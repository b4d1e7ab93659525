import BenchmarkReport
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The reference: constant bytes from a bare router of the same HTTP library, without any middleware, on the same
/// event loops. The bytes are what `/v1/me` is answered with.
struct FixedResponse: Service {
    static let path = "/fixed"
    /// The processor time of the process in microseconds, as text.
    static let cpuPath = "/cpu"

    let token: String
    let ports: PortBoard
    let logger: Logger

    func run() async throws {
        let port = await ports.cached.number
        let body = try await HTTPRequest("/v1/me", port: port, token: token).answer(from: port)
        let router = Router(context: BasicRequestContext.self)
        let bytes = ByteBuffer(string: body)
        router.get("\(Self.path)") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: bytes))
        }
        router.get("\(Self.cpuPath)") { _, _ in "\(CPUTime.ownMicroseconds)" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), serverName: nil, backlog: 1_024),
            onServerRunning: { [ports] channel in ports.fixed.show(channel.localAddress?.port ?? 0) }, logger: logger)
        try await application.run()
    }
}
