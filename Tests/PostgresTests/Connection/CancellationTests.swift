import Foundation
import Postgres
import TestServers
import Testing

@Suite("Cancellation") struct CancellationTests {
    @Test func aCancelledQueryEndsOnTheServerAndTheConnectionIsClean() async throws {
        let configuration = try await ServerFixture.configuration("cancel")
        try await ServerFixture.withConnection(configuration) { connection in
            let task = Task { await postgresError { try await connection.query("SELECT pg_sleep(60)") } }
            try await waitUntilActive(connection, configuration)

            task.cancel()

            #expect(await task.value?.code == .cancelled)
            #expect(connection.transactionStatus == .idle)
            let rows = try await connection.query("SELECT \(42)::int8")
            #expect(try rows.decode(Int.self) == [42])
        }
    }

    @Test func aTaskThatIsCancelledAlreadySendsNothing() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            try await connection.execute(script: "CREATE TABLE untouched (a int)")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await postgresError { try await connection.query("INSERT INTO untouched VALUES (1)") }
            }

            #expect(await task.value?.code == .cancelled)
            let rows = try await connection.query("SELECT count(*) FROM untouched")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func cancelledInLineItNeverRuns() async throws {
        let configuration = try await ServerFixture.configuration("cancel")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.execute(script: "CREATE TABLE lined (a int)")
            let first = Task { await postgresError { try await connection.query("SELECT pg_sleep(60)") } }
            try await waitUntilActive(connection, configuration)
            let task = Task { await postgresError { try await connection.query("INSERT INTO lined VALUES (1)") } }
            task.cancel()

            #expect(await task.value?.code == .cancelled)
            first.cancel()
            _ = await first.value
            let rows = try await connection.query("SELECT count(*) FROM lined")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func inATransactionTheTransactionHasFailedAndCanBeRolledBack() async throws {
        let configuration = try await ServerFixture.configuration("cancel")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.query("BEGIN")
            let task = Task { await postgresError { try await connection.query("SELECT pg_sleep(60)") } }
            try await waitUntilActive(connection, configuration)

            task.cancel()
            _ = await task.value

            #expect(connection.transactionStatus == .inFailedTransaction)
            try await connection.query("ROLLBACK")
            #expect(connection.transactionStatus == .idle)
        }
    }

    /// A late cancel that hits the next statement is the classic bug (PgBouncer, lib/pq).
    @Test func aLateCancelNeverHitsTheNextStatement() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            for round in 0..<200 {
                let task = Task {
                    await postgresError { try await connection.query("SELECT pg_sleep(0.0005)") }
                }
                for _ in 0..<(round % 7) { await Task.yield() }
                task.cancel()
                let victim = try await connection.query("SELECT \(round)::int8 FROM pg_sleep(0.001)")
                #expect(try victim.decode(Int.self) == [round])
                let error = await task.value
                #expect(error == nil || error?.code == .cancelled)
            }
            #expect(!connection.isClosed)
        }
    }

    @Test func aCancelledStreamLeavesACleanConnection() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            let (started, signal) = AsyncStream<Void>.makeStream()
            let task = Task {
                await postgresError {
                    try await connection.stream("SELECT generate_series(1, 100000000)") { rows in
                        for try await _ in rows { signal.yield() }
                    }
                }
            }
            var iterator = started.makeAsyncIterator()
            _ = await iterator.next()

            task.cancel()

            #expect(await task.value?.code == .cancelled)
            let rows = try await connection.query("SELECT \(1)::int8")
            #expect(try rows.decode(Int.self) == [1])
        }
    }

    @Test func aCancelledCopyInLoadsNothing() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            try await connection.execute(script: "CREATE TABLE never_loaded (a text)")
            let (started, signal) = AsyncStream<Void>.makeStream()
            let task = Task {
                await postgresError {
                    _ = try await connection.copyIn("COPY never_loaded FROM STDIN") { writer in
                        while true {
                            try await writer.write(Array("a line\n".utf8))
                            signal.yield()
                        }
                    }
                }
            }
            var iterator = started.makeAsyncIterator()
            _ = await iterator.next()

            task.cancel()

            #expect(await task.value?.code == .cancelled)
            let rows = try await connection.query("SELECT count(*) FROM never_loaded")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func aCancelledCopyOutLeavesACleanConnection() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            let (started, signal) = AsyncStream<Void>.makeStream()
            let task = Task {
                await postgresError {
                    try await connection.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") { reader in
                        for try await _ in reader { signal.yield() }
                    }
                }
            }
            var iterator = started.makeAsyncIterator()
            _ = await iterator.next()

            task.cancel()

            #expect(await task.value?.code == .cancelled)
            try await connection.ping()
        }
    }

    @Test func aCancelledConnectEndsAtOnce() async throws {
        let configuration = try ConnectionConfiguration(url: "postgres://nobody@127.0.0.1:\(try deafPort())/none")
        let task = Task { await postgresError { _ = try await Connection.connect(configuration) } }

        task.cancel()

        #expect(await task.value?.code == .cancelled)
    }

    @Test func aStatementThatTakesTooLongIsCancelledAndTheConnectionStays() async throws {
        try await ServerFixture.withConnection(to: "cancel") { connection in
            let error = await postgresError {
                try await connection.query("SELECT pg_sleep(60)", deadline: .milliseconds(100))
            }

            #expect(error?.code == .timedOut)
            #expect(connection.transactionStatus == .idle)
            try await connection.ping()
        }
    }

    @Test func theServersOwnTimeoutIsTheServersError() async throws {
        var configuration = try await ServerFixture.configuration("cancel")
        configuration.statementTimeout = .milliseconds(50)
        try await ServerFixture.withConnection(configuration) {
            connection in
            let error = await postgresError { try await connection.query("SELECT pg_sleep(60)") }

            #expect(error?.code == .server)
            #expect(error?.sqlState == .queryCanceled)
        }
    }
}
