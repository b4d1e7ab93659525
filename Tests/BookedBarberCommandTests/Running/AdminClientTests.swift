import NIOCore
import NIOPosix
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("Asking a running server")
struct AdminClientTests {
    /// Accepts connections and never says anything.
    private func mute() async throws -> (server: any Channel, client: AdminClient, accepted: AsyncStream<Void>) {
        let (accepted, sink) = AsyncStream.makeStream(of: Void.self)
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                sink.yield()
                return channel.eventLoop.makeSucceededVoidFuture()
            }.bind(host: "127.0.0.1", port: 0).get()
        let url = "http://127.0.0.1:\(server.localAddress?.port ?? 0)"
        return (server, AdminClient(server: RunningServer(url: url, token: "t", processID: 7)), accepted)
    }

    @Test("ends when nobody waits any more, however long the server takes")
    func cancelled() async throws {
        let (server, client, accepted) = try await mute()
        let question = Task { try await client.text("/admin/cache") }
        for await _ in accepted { break }

        question.cancel()

        let failure = await #expect(throws: ProgramFailure.self) { try await question.value }
        #expect(failure?.message.contains("the answer wasn't waited for") == true)
        try await server.close()
    }

    @Test("gives up after its time, and says how long that was")
    func late() async throws {
        let (server, client, _) = try await mute()

        let failure = await #expect(throws: ProgramFailure.self) {
            try await client.send(AdminRequest(target: "/admin/cache", longest: .seconds(1)))
        }

        #expect(failure?.message.contains("(process 7) does not answer: there was no whole answer within 1 s") == true)
        try await server.close()
    }

    @Test("names the server in brackets where its address is of IPv6, and says how much it sends")
    func head() {
        let plain = AdminRequest(target: "/a?b=c").head(host: "127.0.0.1", port: 80, token: "t")
        let full = AdminRequest(method: .PUT, target: "/a", body: "{\"é\":1}").head(host: "::1", port: 80, token: "t")

        #expect(plain.headers["Host"] == ["127.0.0.1:80"] && plain.headers["Content-Length"].isEmpty)
        #expect(full.headers["Host"] == ["[::1]:80"] && full.headers["Content-Length"] == ["8"])
        #expect(full.headers["Authorization"] == ["Bearer t"])
    }
}
