import Synchronization
import TestServers
import Testing

@Suite struct ShutdownTests {
    /// Counts answers, and tells when there are enough.
    private final class Counter: Sendable {
        private let count = Atomic(0)
        private let enough: Int
        private let reached = AsyncStream.makeStream(of: Void.self)

        init(enough: Int) { self.enough = enough }

        func add() {
            if count.add(1, ordering: .relaxed).newValue == enough { reached.continuation.finish() }
        }

        func waitUntilEnough() async { for await _ in reached.stream {} }
    }

    /// What became of the requests of one client.
    private struct Outcome: Sendable {
        var answered = 0
        var refused = 0
        /// A connection that was closed while a request on it was unanswered.
        var lost = 0
        var saidGoodbye = 0
    }

    @Test func `Under load no accepted request is lost`() async throws {
        try await TestApplication.run("shutdown") { app in
            let asked = Counter(enough: 500)
            let client = app.client
            let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
                for _ in 0..<20 {
                    group.addTask { await Self.load(client, asked) }
                }
                await asked.waitUntilEnough()
                await app.shutDown()
                return try await group.reduce(into: [Outcome]()) { $0.append($1) }
            }

            #expect(outcomes.map(\.lost).reduce(0, +) == 0)
            #expect(outcomes.map(\.answered).reduce(0, +) >= 500)
            #expect(outcomes.allSatisfy { $0.saidGoodbye == 1 && $0.refused == 1 })
        }
    }

    /// Asks over and over on one connection, until the server says goodbye and no longer listens.
    private static func load(_ client: TestHTTPClient, _ asked: Counter) async -> Outcome {
        var outcome = Outcome()
        guard let connection = try? await TestHTTPConnection.open(client) else { return outcome }
        while outcome.saidGoodbye == 0, outcome.lost == 0 {
            do {
                let reply = Received(try await connection.request("GET", "/v1/shops"))
                outcome.answered += reply.status == 200 ? 1 : 0
                outcome.saidGoodbye += reply["Connection"]?.lowercased() == "close" ? 1 : 0
                asked.add()
            } catch {
                outcome.lost += 1
            }
        }
        await connection.close()
        // Whoever comes after that finds nobody, which is no loss: nothing was accepted.
        if (try? await client.request("GET", "/v1/shops")) == nil { outcome.refused = 1 }
        return outcome
    }

    @Test func `A request that is on its way is answered, and an idle connection doesn't hold up the end`() async throws
    {
        try await TestApplication.run("shutdown") { configuration in
            configuration.limits.drainTime = .seconds(3)
        } _: { app in
            var connections: [RawConnection] = []
            for _ in 0..<2 {
                let connection = try await RawConnection.open(port: app.port)
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await connection.receive(until: #""status":"ok""#)
                connections.append(connection)
            }

            await app.shutDown()
            var answer = ""
            repeat {
                try await connections[0].send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = try await connections[0].receive(until: #""status":"ok""#)
            } while answer.hasPrefix("HTTP/1.1 200 ") && !answer.lowercased().contains("connection: close")
            let idle = try await connections[1].receive(until: nil)

            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(idle == "")
        }
    }
}
