import Foundation
import Postgres
import Synchronization
import TestServers
import Testing

@Suite("Streams") struct StreamTests {
    @Test func rowsComeInOrderAndAll() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            var next = 1
            try await connection.stream("SELECT generate_series(1, \(20_000)::int)") { rows in
                for try await row in rows {
                    #expect(try row.decode(Int.self, at: 0) == next)
                    next += 1
                }
            }

            #expect(next == 20_001)
            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func anEmptyStreamEnds() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            let count = try await connection.stream("SELECT 1 WHERE false") { rows in
                var count = 0
                for try await _ in rows { count += 1 }
                return count
            }

            #expect(count == 0)
        }
    }

    @Test func leavingEarlyLeavesACleanConnection() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            let first = try await connection.stream("SELECT generate_series(1, 100000000)") { rows in
                for try await row in rows { return try row.decode(Int.self, at: 0) }
                return 0
            }

            #expect(first == 1)
            let rows = try await connection.query("SELECT \(5)::int8")
            #expect(try rows.decode(Int.self) == [5])
        }
    }

    @Test func aStreamThatNobodyReadsIsEnded() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            try await connection.stream("SELECT generate_series(1, 100000000)") { _ in }

            try await connection.ping()
        }
    }

    @Test func anErrorAmongTheRowsComesAfterThem() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            let seen = Counter()
            let error = await postgresError {
                try await connection.stream("SELECT 10 / (1000 - n) FROM generate_series(1, 2000) AS n") { rows in
                    for try await _ in rows { seen.increment() }
                }
            }

            #expect(error?.sqlState?.rawValue == "22012")
            #expect(seen.value == 999)
            try await connection.ping()
        }
    }

    @Test func whatTheBodyThrowsIsThrown() async throws {
        struct Mine: Error {}
        try await ServerFixture.withConnection(to: "streams") { connection in
            await #expect(throws: Mine.self) {
                try await connection.stream("SELECT generate_series(1, 1000000)") { rows in
                    for try await _ in rows { throw Mine() }
                }
            }
            try await connection.ping()
        }
    }

    @Test func otherStatementsAreRefusedMeanwhile() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            try await connection.stream("SELECT generate_series(1, 1000000)") { rows in
                for try await _ in rows {
                    let error = await postgresError { try await connection.query("SELECT 1") }
                    #expect(error?.code == .connectionBusy)
                    break
                }
            }
        }
    }

    @Test func aSlowReaderHoldsTheServerBack() async throws {
        let configuration = try await ServerFixture.configuration("streams")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.stream("SELECT repeat('x', 10000) FROM generate_series(1, 1000000)") { rows in
                for try await _ in rows {
                    let process = connection.backendProcessID
                    try await ServerFixture.withConnection(configuration) { other in
                        try await eventually(within: .seconds(20)) {
                            let waits = try await other.query(
                                "SELECT wait_event FROM pg_stat_activity WHERE pid = \(process)")
                            return try waits.decode(String?.self) == ["ClientWrite"]
                        }
                    }
                    break
                }
            }
        }
    }

    /// The cancel request comes too late for the statement, which succeeds: its rows that were thrown away are missing.
    @Test(arguments: [1, 511, 512, 700, 4999])
    func cancelledAfterTheServerIsDoneItGivesEverythingOrAnError(cut: Int) async throws {
        let configuration = try await ServerFixture.configuration("streams")
        try await ServerFixture.withConnection(configuration) { connection in
            let seen = Counter()
            let reading = Task {
                try await connection.stream("SELECT generate_series(1, 5000)") { rows in
                    for try await _ in rows {
                        seen.increment()
                        guard seen.value == cut else { continue }
                        try await isIdle(connection.backendProcessID, configuration)
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
            }
            let error = await postgresError { try await reading.value }

            #expect(error?.code == .cancelled || (error == nil && seen.value == 5000))
            try await connection.ping()
        }
    }

    @Test func aPreparedStatementStreamsAgain() async throws {
        try await ServerFixture.withConnection(to: "streams") { connection in
            for count in [3, 5, 700, 0] {
                let seen = try await connection.stream("SELECT generate_series(1, \(count)::int)") { rows in
                    try await rows.reduce(0) { total, _ in total + 1 }
                }
                #expect(seen == count)
            }
        }
    }

    @Test func aResultBeyondTheLimitIsRefused() async throws {
        var configuration = try await ServerFixture.configuration("streams")
        configuration.maxResultBytes = 1_000_000
        try await ServerFixture.withConnection(configuration) {
            connection in
            let error = await postgresError {
                try await connection.query("SELECT repeat('x', 10000) FROM generate_series(1, 20000)")
            }

            #expect(error?.code == .resultTooLarge)
            try await connection.ping()
            let small = try await connection.query("SELECT repeat('x', 500000)")
            #expect(small.count == 1)
        }
    }
}

/// Waits until the server has done its part.
func isIdle(_ process: Int32, _ configuration: ConnectionConfiguration) async throws {
    try await ServerFixture.withConnection(configuration) { other in
        try await eventually(within: .seconds(20)) {
            let state = try await other.query("SELECT state FROM pg_stat_activity WHERE pid = \(process)")
            return try state.decode(String?.self) == ["idle"]
        }
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func increment() { count.withLock { $0 += 1 } }
}
