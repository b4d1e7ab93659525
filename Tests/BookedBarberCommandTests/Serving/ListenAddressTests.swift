import NIOCore
import NIOPosix
import Testing

@testable import BookedBarberCommand

@Suite("Where the server listens")
struct ListenAddressTests {
    @Test(
        "the printed address can be opened",
        arguments: [
            ("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://localhost:80"), ("::", "http://localhost:80"),
            ("::1", "http://[::1]:80"), ("shop.example", "http://shop.example:80"),
        ])
    func url(_ host: String, _ url: String) {
        #expect(ListenAddress.url(host: host, port: 80) == url)
    }

    @Test("a taken port is refused, with how to choose another, and a free one isn't")
    func taken() async throws {
        let other = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "127.0.0.1", port: 0).get()
        let address = ListenAddress(host: "127.0.0.1", port: try #require(other.localAddress?.port))

        let failure = await #expect(throws: ProgramFailure.self) { try await address.checkAvailable() }
        try await other.close()

        #expect(failure?.exitCode == .unavailable)
        #expect(failure?.message.contains("port \(address.port)") == true)
        #expect(failure?.message.contains("--port") == true)
        try await address.checkAvailable()
        try await ListenAddress(host: "127.0.0.1", port: 0).checkAvailable()
    }

    @Test("an address of another machine is refused")
    func elsewhere() async {
        let address = ListenAddress(host: "192.0.2.1", port: 1)

        let failure = await #expect(throws: ProgramFailure.self) { try await address.checkAvailable() }

        #expect(failure?.message.contains("192.0.2.1") == true)
    }
}
