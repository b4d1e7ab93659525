import Foundation
import NIOCore
import NIOPosix
import TestServers
import Testing

extension EndToEnd {
    @Suite("Starting")
    struct StartTests {
        @Test("a second start takes seconds and finds the same data", .timeLimit(.minutes(5)))
        func secondStart() async throws {
            try await TestServers.withFolder("second-start") { folder in
                let first = try await withServe(in: folder) { program, api in
                    let client = try await api.signedUp("returning")
                    let slot = try #require(try await api.freeSlots(atLeast: 1).first)
                    let booked = try await client.post("/v1/appointments", slot.booking, key: "one")
                    try #require(booked.status == 201, "\(booked.json)")
                    return (client.token, booked.json["id"].integer, try await api.get("/v1/shops").json)
                }
                #expect(first.end.exitCode == 0)
                #expect(first.end.standardOutput.contains("owner@demo.bookedbarber.example"))
                let (token, id, shops) = first.result

                let begin = ContinuousClock.now
                let second = try await withServe(in: folder) { _, api in
                    let took = ContinuousClock.now - begin
                    let client = APIClient(http: api.http, token: token)
                    let found = try await client.get("/v1/appointments/\(id ?? 0)")
                    #expect(found.status == 200)
                    let shopsNow = try await api.get("/v1/shops").json
                    #expect(shopsNow == shops)
                    return took
                }

                #expect(second.result < .seconds(20))
                #expect(second.end.exitCode == 0)
            }
        }

        @Test("a port that is taken is told, and nothing is started")
        func portTaken() async throws {
            try await TestServers.withFolder("port-taken") { folder in
                let other = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .bind(host: "127.0.0.1", port: 0).get()
                let port = try #require(other.localAddress?.port)

                let end = try await runProgram(
                    ["serve", "--port", "\(port)", "--state", "\(folder)/state"], in: folder)
                try await other.close()

                #expect(end.exitCode == 69)
                #expect(
                    end.standardError == """
                        bookedbarber: Can't listen on port \(port) of 127.0.0.1: another program listens there already. \
                        Choose another port with --port or PORT; 0 takes any free one.

                        """)
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/state"))
            }
        }

        @Test("a second program on the same state folder is told so, and the first goes on")
        func folderTaken() async throws {
            try await TestServers.withFolder("folder-taken") { folder in
                _ = try await withServe(in: folder) { _, api in
                    let end = try await runProgram(["serve", "--port", "0", "--state", "\(folder)/state"], in: folder)

                    #expect(end.exitCode == 73)
                    #expect(end.standardError.contains("\(folder)/state"))
                    let ready = try await api.get("/readyz")
                    #expect(ready.status == 200)
                }
            }
        }

        @Test("a database that isn't there is told without its password")
        func noDatabase() async throws {
            try await TestServers.withFolder("no-database") { folder in
                let end = try await runProgram(
                    ["serve", "--port", "0"], in: folder,
                    environment: ["DATABASE_URL": "postgres://anna:hunter2@127.0.0.1:1/x"])

                #expect(end.exitCode == 69)
                #expect(!end.standardError.contains("hunter2"))
            }
        }

        @Test("nobody reading what a short command prints is no error")
        func closedPipeOfConfig() async throws {
            try await TestServers.withFolder("closed-pipe") { folder in
                let (_, end) = try await withProgram(["config"], in: folder, hasReader: false) { program in
                    try await program.waitUntilEnded()
                }

                #expect(end.exitCode == 0)
                #expect(end.signal == nil)
            }
        }

        @Test("nobody reading its output doesn't stop it")
        func closedPipe() async throws {
            try await TestServers.withFolder("closed-pipe") { folder in
                let arguments = ["serve", "--port", "0", "--demo-scale", "0", "--state", "\(folder)/state"]
                let (isReady, end) = try await withProgram(arguments, in: folder, hasReader: false) { program in
                    try await eventually(within: .seconds(60), every: .milliseconds(50)) {
                        guard let port = Self.port(under: folder) else { return false }
                        return (try? await TestHTTPClient(port: port).request("GET", "/readyz"))?.status == 200
                    }
                }

                #expect(isReady)
                #expect(end.exitCode == 0)
            }
        }

        /// Where the server says that it is, other than in its output.
        private static func port(under folder: String) -> Int? {
            struct Server: Decodable { let url: String }
            guard let data = FileManager.default.contents(atPath: "\(folder)/state/running.json"),
                let server = try? JSONDecoder().decode(Server.self, from: data)
            else { return nil }
            return server.url.split(separator: ":").last.flatMap { Int($0) }
        }
    }
}
