import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("What a running server says of its monitor")
struct RunningServerTests {
    private func server(_ text: String) async throws -> RunningServer {
        try await TestServers.withFolder("running") { root in
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/running.json"))
            return try RunningServer.find(in: StateFolder(path: root))
        }
    }

    @Test("is found where it was written")
    func written() async throws {
        try await TestServers.withFolder("running") { root in
            let server = RunningServer(
                url: "http://127.0.0.1:1", token: "t", processID: 7, monitorURL: "http://127.0.0.1:2")
            try server.write(in: StateFolder(path: root))

            let found = try RunningServer.find(in: StateFolder(path: root))

            #expect(found == server)
            #expect(try AdminClient(monitorOf: found).url == "http://127.0.0.1:2")
            #expect(AdminClient(server: found).url == "http://127.0.0.1:1")
        }
    }

    @Test("may be missing: an older version's file is read, and asking its monitor says what to do")
    func older() async throws {
        let server = try await server(#"{"url":"http://127.0.0.1:1","token":"t","pid":7}"#)

        let failure = #expect(throws: ProgramFailure.self) { try AdminClient(monitorOf: server) }

        #expect(server.monitorURL == nil && failure?.exitCode == .unavailable)
        #expect(failure?.message.contains("without a monitor, or is an older version") == true)
        #expect(failure?.message.contains("Restart it") == true)
    }
}
