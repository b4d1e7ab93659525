import Foundation
import TestServers
import Testing

@testable import Postgres

@Suite("A connection killed by the server") struct LostConnectionTests {
    @Test func whileIdleItIsNoticedWithoutARequest() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            let (ended, continuation) = AsyncStream<PostgresError?>.makeStream()
            connection.whenClosed { continuation.yield($0) }

            try await ServerFixture.kill(connection.backendProcessID, configuration)
            var iterator = ended.makeAsyncIterator()
            let reason = await iterator.next()

            #expect(connection.isClosed)
            #expect(reason??.code == .connectionLost)
            #expect(reason??.sqlState?.rawValue == "57P01")
            let error = await postgresError { try await connection.query("SELECT 1") }
            #expect(error?.code == .connectionClosed)
            #expect(connection.transactionStatus == .unknown)
        }
    }

    @Test func aRequestThatComesBeforeItIsFreedIsAnswered() async throws {
        try await ServerFixture.withConnection(to: "lost") { connection in
            let late = QueryExchange("SELECT 1", patience: .seconds(1))

            let isAnswered = connection.core.withSession { session in
                session.lose(PostgresError(code: .connectionLost, message: "gone"))
                session.submit(late)
                return session.handle != nil && late.phase == .finished
            }

            #expect(isAnswered)
            #expect(late.failure?.code == .connectionClosed)
        }
    }

    @Test func inAQueryTheCallerGetsOneError() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            async let error = postgresError { try await connection.query("SELECT pg_sleep(60)") }
            try await waitUntilActive(connection, configuration)

            try await ServerFixture.kill(connection.backendProcessID, configuration)

            #expect(await error?.code == .connectionLost)
            #expect(await error?.sqlState?.rawValue == "57P01")
            #expect(connection.isClosed)
        }
    }

    @Test func everybodyInLineGetsTheError() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            async let first = postgresError { try await connection.query("SELECT pg_sleep(60)") }
            try await waitUntilActive(connection, configuration)
            let others = (0..<20).map { number in
                Task { await postgresError { try await connection.query("SELECT \(number)") } }
            }

            try await ServerFixture.kill(connection.backendProcessID, configuration)

            #expect(await first?.code == .connectionLost)
            for other in others {
                let error = await other.value
                #expect(error?.code == .connectionLost || error?.code == .connectionClosed)
                #expect(error?.message.contains(/(had not been|was not) sent/) == true)
            }
        }
    }

    @Test func inATransactionLaterStatementsFailAndNothingIsCommitted() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.execute(script: "CREATE TABLE ledger (entry int)")
            try await connection.query("BEGIN")
            try await connection.query("INSERT INTO ledger VALUES (1)")

            try await ServerFixture.kill(connection.backendProcessID, configuration)
            let later = await postgresError { try await connection.query("INSERT INTO ledger VALUES (2)") }
            let commit = await postgresError { try await connection.query("COMMIT") }

            #expect(later != nil)
            #expect(commit?.code == .connectionClosed)
            try await ServerFixture.withConnection(configuration) { other in
                let rows = try await other.query("SELECT count(*) FROM ledger")
                #expect(try rows.decode(Int.self) == [0])
            }
        }
    }

    @Test func inCopyInTheWriterFails() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.execute(script: "CREATE TABLE loaded (entry text)")
            let piece = Array(String(repeating: "a line of text\n", count: 4000).utf8)

            let error = await postgresError {
                _ = try await connection.copyIn("COPY loaded FROM STDIN") { writer in
                    try await writer.write(piece)
                    try await ServerFixture.kill(connection.backendProcessID, configuration)
                    while true { try await writer.write(piece) }
                }
            }

            #expect(error?.code == .connectionLost)
            #expect(connection.isClosed)
        }
    }

    @Test func inCopyOutTheReaderFails() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            let error = await postgresError {
                try await connection.copyOut(
                    "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 10000000)) TO STDOUT"
                ) { reader in
                    var pieces = 0
                    for try await _ in reader {
                        pieces += 1
                        if pieces == 2 {
                            try await ServerFixture.kill(connection.backendProcessID, configuration)
                        }
                    }
                }
            }

            #expect(error?.code == .connectionLost)
        }
    }

    @Test func inAStreamTheReaderFails() async throws {
        let configuration = try await ServerFixture.configuration("lost")
        try await ServerFixture.withConnection(configuration) { connection in
            let error = await postgresError {
                try await connection.stream("SELECT repeat('x', 1000) FROM generate_series(1, 10000000)") { rows in
                    var count = 0
                    for try await _ in rows {
                        count += 1
                        if count == 100 {
                            try await ServerFixture.kill(connection.backendProcessID, configuration)
                        }
                    }
                }
            }

            #expect(error?.code == .connectionLost)
        }
    }

    /// The loop's thread frees the connection a moment after it was lost.
    @Test(.timeLimit(.minutes(1))) func whatIsAskedBeforeItIsFreedIsRefusedAtOnce() async throws {
        let loop = EventLoop()
        let connection = try await Connection.connect(try await ServerFixture.configuration("lost"), on: loop)
        let isFree = DispatchSemaphore(value: 0)
        loop.submit { isFree.wait() }
        connection.core.withSession { $0.lose(PostgresError(code: .connectionLost, message: "It was lost.")) }

        let error = await postgresError { try await connection.query("SELECT 1") }

        isFree.signal()
        #expect(error?.code == .connectionClosed)
        #expect(error?.message.contains("not sent") == true)
        await connection.close()
    }

    @Test func aClosedConnectionSaysSo() async throws {
        try await ServerFixture.withConnection(to: "lost") { connection in
            async let running = postgresError { try await connection.query("SELECT pg_sleep(60)") }
            await Task.yield()

            await connection.close()
            await connection.close()

            let code = await running?.code
            #expect(code == .connectionClosed)
            #expect(connection.isClosed)
        }
    }
}

/// Waits until the server says that the connection is executing something.
func waitUntilActive(_ connection: Connection, _ configuration: ConnectionConfiguration) async throws {
    let process = connection.backendProcessID
    try await ServerFixture.withConnection(configuration) { other in
        try await eventually(within: .seconds(10)) {
            let rows = try await other.query(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = \(process) AND state = 'active'")
            return try rows.decode(Int.self) == [1]
        }
    }
}
