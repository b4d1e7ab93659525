import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("The program is told to stop")
    struct ShutdownTests {
        @Test(
            "SIGTERM under load: every request that was accepted is answered, every booking stays",
            .timeLimit(.minutes(5)))
        func drains() async throws {
            try await TestServers.withFolder("drain") { folder in
                let (outcome, end) = try await withServe(in: folder) { program, api in
                    let client = try await api.signedUp("drain")
                    let slots = try await api.freeSlots(atLeast: 60)
                    let load = Load(api: client, slots: slots)
                    let outcome = try await load.run(connections: 12) { answered in
                        if answered == 200 { program.signal(SIGTERM) }
                    }
                    try await program.waitUntilEnded()
                    return outcome
                }

                #expect(outcome.failures == [])
                #expect(outcome.answered >= 200)
                #expect(outcome.unexpected == [])
                #expect(end.exitCode == 0)
                #expect(PrivatePostgresFiles(folder: folder).processID == nil)

                let again = try await withServe(in: folder) { _, api in
                    for (token, id) in outcome.booked {
                        let found = try await APIClient(http: api.http, token: token).get("/v1/appointments/\(id)")
                        #expect(found.status == 200)
                    }
                }
                #expect(!outcome.booked.isEmpty)
                #expect(again.end.exitCode == 0)
            }
        }

        @Test("Ctrl-C reaches the whole process group, and PostgreSQL still stops cleanly")
        func controlC() async throws {
            try await TestServers.withFolder("ctrl-c") { folder in
                let files = PrivatePostgresFiles(folder: folder)
                let (_, end) = try await withServe(in: folder) { program, _ in
                    _ = try #require(files.processID)
                    program.signalGroup(SIGINT)
                    try await program.waitUntilEnded()
                }

                #expect(end.exitCode == 0)
                #expect(files.processID == nil)
                #expect(end.standardError.contains("Stopped"))
            }
        }

        @Test("a second Ctrl-C doesn't wait for a request that hangs")
        func twice() async throws {
            try await TestServers.withFolder("twice") { folder in
                let (took, end) = try await withServe(in: folder) { program, api in
                    let connection = try await TestHTTPConnection.open(api.http)
                    let alive = try await connection.request("GET", "/healthz")
                    try #require(alive.status == 200)
                    // A request whose body never comes is under way until its time is up.
                    async let hanging = connection.request(
                        "POST", "/v1/users", headers: [("Content-Type", "application/json"), ("Content-Length", "99")],
                        body: Array("{".utf8), timeout: .seconds(60))
                    program.signal(SIGINT)
                    _ = try await eventually { program.standardError.contains("Stopping") }
                    let begin = ContinuousClock.now
                    program.signal(SIGINT)
                    try await program.waitUntilEnded()
                    _ = try? await hanging
                    return ContinuousClock.now - begin
                }

                #expect(took < .seconds(10))
                #expect(end.exitCode == 130)
                #expect(PrivatePostgresFiles(folder: folder).processID == nil)
            }
        }

        @Test("SIGTERM while it is still starting stops what was started")
        func whileStarting() async throws {
            try await TestServers.withFolder("starting") { folder in
                let files = PrivatePostgresFiles(folder: folder)
                let arguments = ["serve", "--port", "0", "--state", "\(folder)/state", "--demo-scale", "1"]
                let (_, end) = try await withProgram(arguments, in: folder) { program in
                    let isStarted = try await eventually(within: .seconds(60)) { files.processID != nil }
                    try #require(isStarted, "\(program.standardError)")
                    program.signal(SIGTERM)
                    try await program.waitUntilEnded()
                }

                #expect(end.exitCode == 0)
                #expect(!end.standardOutput.contains("ready"))
                #expect(files.processID == nil)
            }
        }
    }
}
