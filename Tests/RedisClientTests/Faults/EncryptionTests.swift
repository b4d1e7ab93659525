import RedisClient
import TestServers
import Testing

@Suite struct EncryptionTests {
    /// - Parameter body: is given a URL without a query, and the certificate's file.
    private func withEncryptedServer(_ body: (String, String) async throws -> Void) async throws {
        try await TestServers.withFolder("tls") { folder in
            guard let certificate = try TestCertificate.make(in: folder) else { return }
            let port = try await freePort()
            try await RedisFixture.withOwnServer(settings: certificate.settings(port: port)) { server async throws in
                let url = server.tcpURL.replacing("redis://", with: "rediss://")
                    .replacing("127.0.0.1:\(server.port)", with: "localhost:\(port)")
                try await body(url, certificate.certificateFile)
            }
        }
    }

    @Test func aTrustedServerIsSpokenToEncrypted() async throws {
        try await withEncryptedServer { url, authority async throws in
            try await RedisFixture.withClient(url: "\(url)?ca=\(authority)") { redis async throws in
                try await redis.set("a", "1")
                let large = String(repeating: "x", count: 2_000_000)
                try await redis.set("b", large)
                #expect(try await redis.get("b").map { String(buffer: $0) } == large)
            }
            try await RedisFixture.withClient(url: "\(url)?verify=none") { redis in try await redis.ping() }
        }
    }

    @Test func aServerThatIsNotTrustedIsNotSpokenTo() async throws {
        try await withEncryptedServer { url, authority async throws in
            try await RedisFixture.withClient(url: url) { redis async throws in
                #expect(await redisError { try await redis.ping() }?.code == .connectFailed)
            }
            let byAddress = url.replacing("localhost", with: "127.0.0.1")
            try await RedisFixture.withClient(url: "\(byAddress)?ca=\(authority)") { redis async throws in
                #expect(await redisError { try await redis.ping() }?.code == .connectFailed)
            }
        }
    }

    @Test func aFileThatIsNotThereIsNamed() async throws {
        let error = await redisError {
            try RedisClient(RedisConfiguration(url: "rediss://localhost?ca=/nowhere/ca.pem"))
        }
        #expect(error?.code == .invalidConfiguration && error?.message.contains("/nowhere/ca.pem") == true)
    }
}
