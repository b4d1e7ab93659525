import Foundation
import Postgres
import TestServers
import Testing

@Suite("COPY") struct CopyTests {
    @Test func textGoesInAndComesOut() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(script: "CREATE TABLE lines (number int, line text)")
            let sent = (1...5000).map { "\($0)\tline \($0)\n" }.joined()

            let (_, rows) = try await connection.copyIn("COPY lines FROM STDIN") { writer in
                for piece in Array(sent.utf8).chunked(997) { try await writer.write(piece) }
            }
            let received = try await connection.copyOut("COPY (SELECT * FROM lines ORDER BY number) TO STDOUT") {
                try await $0.reduce(into: [UInt8]()) { $0 += $1 }
            }

            #expect(rows == 5000)
            #expect(received == Array(sent.utf8))
            #expect(connection.transactionStatus == .idle)
        }
    }

    @Test func cancelledAfterTheServerIsDoneItGivesEverythingOrAnError() async throws {
        let configuration = try await ServerFixture.configuration("copy")
        try await ServerFixture.withConnection(configuration) { connection in
            let reading = Task {
                let sql = "COPY (SELECT repeat('x', 99) FROM generate_series(1, 4000)) TO STDOUT"
                return try await connection.copyOut(sql) { pieces in
                    var bytes = 0
                    for try await piece in pieces {
                        if bytes == 0 {
                            try await isIdle(connection.backendProcessID, configuration)
                            withUnsafeCurrentTask { $0?.cancel() }
                        }
                        bytes += piece.count
                    }
                    return bytes
                }
            }
            switch await reading.result {
            case .success(let bytes): #expect(bytes == 400_000)
            case .failure(let error): #expect((error as? PostgresError)?.code == .cancelled)
            }
            try await connection.ping()
        }
    }

    @Test func typedRowsGoInBinary() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(
                script: "CREATE TABLE typed (id bigint, small int, name text, at timestamptz, ok bool)")
            let moment = Date(timeIntervalSince1970: 1_700_000_000.25)

            let rows = try await connection.copyIn(table: "typed", columns: ["id", "small", "name", "at", "ok"]) {
                for id in 0..<20_000 {
                    try await $0.write(
                        row: id, Int32(id % 7), id % 3 == 0 ? nil : "name \(id)", moment, id % 2 == 0)
                }
            }

            #expect(rows == 20_000)
            let found = try await connection.query(
                "SELECT small, name, at, ok FROM typed WHERE id = \(19_999) OR id = \(9) ORDER BY id")
            let decoded = try found.decode(Int32.self, String?.self, Date.self, Bool.self)
            #expect(decoded[0].1 == nil && decoded[1].1 == "name 19999")
            #expect(decoded[1].0 == Int32(19_999 % 7) && decoded[1].2 == moment && decoded[1].3 == false)
        }
    }

    @Test func aRowOfTheWrongWidthIsRefusedAndNothingLoaded() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(script: "CREATE TABLE narrow (a bigint, b bigint)")

            let error = await postgresError {
                try await connection.copyIn(table: "narrow", columns: ["a", "b"]) { writer in
                    try await writer.write(row: 1, 2)
                    try await writer.write(row: 1)
                }
            }

            #expect(error?.code == .encodingFailed)
            let rows = try await connection.query("SELECT count(*) FROM narrow")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test func theServersComplaintAboutTheDataIsThrown() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(script: "CREATE TABLE numbers (a int)")

            let error = await postgresError {
                _ = try await connection.copyIn("COPY numbers FROM STDIN") { writer in
                    try await writer.write(Array("1\nnot a number\n".utf8))
                }
            }

            #expect(error?.sqlState?.rawValue == "22P02")
            try await connection.ping()
        }
    }

    /// The refusal is read, and kept by libpq, long before the data ends.
    @Test func aRefusalThatComesBeforeTheEndOfTheDataIsThrown() async throws {
        let configuration = try await ServerFixture.configuration("copy")
        try await ServerFixture.withConnection(configuration) { connection in
            try await connection.execute(script: "CREATE TABLE early (a int CHECK (a > 0))")
            let process = connection.backendProcessID

            let error = await postgresError {
                _ = try await connection.copyIn("COPY early FROM STDIN") { writer in
                    try await writer.write(Array("0\n".utf8).repeated(100_000))
                    try await ServerFixture.withConnection(configuration) { other in
                        try await eventually(within: .seconds(20)) {
                            let rows = try await other.query(
                                "SELECT state = 'active' FROM pg_stat_activity WHERE pid = \(process)")
                            return try rows.decode(Bool.self) == [false]
                        }
                    }
                }
            }

            #expect(error?.sqlState == .checkViolation)
            try await connection.ping()
        }
    }

    @Test func whatTheBodyThrowsIsThrownAndNothingLoaded() async throws {
        struct Mine: Error {}
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(script: "CREATE TABLE given_up (a int)")

            await #expect(throws: Mine.self) {
                _ = try await connection.copyIn("COPY given_up FROM STDIN") { writer in
                    try await writer.write(Array("1\n".utf8))
                    throw Mine()
                }
            }

            let rows = try await connection.query("SELECT count(*) FROM given_up")
            #expect(try rows.decode(Int.self) == [0])
        }
    }

    @Test(arguments: ["SELECT 1", "COPY (SELECT 1) TO STDOUT", "CREATE TABLE made (a int)"])
    func copyInNeedsACopyIn(_ sql: String) async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            let error = await postgresError { _ = try await connection.copyIn(sql) { _ in } }

            #expect(error?.code == .copyFailed)
        }
    }

    @Test(arguments: ["SELECT 1", "COPY pg_class FROM STDIN"])
    func copyOutNeedsACopyOut(_ sql: String) async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            let error = await postgresError {
                try await connection.copyOut(sql) { reader in for try await _ in reader {} }
            }

            #expect(error != nil)
        }
    }

    @Test func leavingCopyOutEarlyLeavesACleanConnection() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            let first = try await connection.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") {
                for try await piece in $0 { return piece }
                return []
            }

            #expect(first.starts(with: Array("1\n2\n3\n".utf8)))
            try await connection.ping()
        }
    }

    @Test func muchMoreThanTheSocketHoldsGoesInAndComesOut() async throws {
        try await ServerFixture.withConnection(to: "copy") { connection in
            try await connection.execute(script: "CREATE UNLOGGED TABLE big (a text)")
            let piece = Array((String(repeating: "y", count: 1023) + "\n").utf8).repeated(256)

            let (_, rows) = try await connection.copyIn("COPY big FROM STDIN") { writer in
                for _ in 0..<100 { try await writer.write(piece) }
            }
            let bytes = try await connection.copyOut("COPY big TO STDOUT") {
                try await $0.reduce(0) { $0 + $1.count }
            }

            #expect(rows == 25_600)
            #expect(bytes == 25_600 * 1024)
        }
    }
}

extension Array {
    func chunked(_ size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
    func repeated(_ times: Int) -> [Element] { (0..<times).flatMap { _ in self } }
}
