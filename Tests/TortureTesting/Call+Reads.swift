import Foundation
import Postgres
import PostgresDatabase
import TestServers

extension Call {
    /// Statements that travel on lanes, unless they are found to be slow or large.
    func read(_ numbers: inout SeededNumbers) async throws {
        let nonce = Int(truncatingIfNeeded: numbers.next() >> 2)
        // More statements than any connection keeps.
        let variant = numbers.number(0...400)
        switch kind {
        case .number:
            let rows = try await read("SELECT \(nonce)::bigint + \(unescaped: "\(variant)")")
            try expect(rows.decode(Int.self).first, nonce + variant)
        case .text: try await text(String(repeating: "\(nonce) ", count: numbers.number(1...40)))
        case .longText: try await text("\(nonce)" + String(repeating: "x", count: 100_000))
        case .list:
            let list = (0..<numbers.number(0...50)).map { nonce &+ $0 }
            try expect(await read("SELECT \(list)::bigint[]").decode([Int].self).first, list)
        case .lookup:
            let id = numbers.number(Stage.accounts)
            let rows = try await read("SELECT id::bigint, \(nonce)::bigint FROM accounts WHERE id = \(id)")
            let (found, echo) = try rows.decode(Int.self, Int.self).first ?? (-1, -1)
            try expect([found, echo], [id, nonce])
        case .changingTable:
            let id = numbers.number(Stage.items)
            let rows = try await read("SELECT *, \(nonce)::bigint AS nonce FROM items WHERE id = \(id)")
            try expect(rows.first?.decode(Int.self, named: "nonce"), nonce)
            try expect(rows.first?.decode(String.self, named: "value").count, 32)
        case .vanishingTable:
            let id = numbers.number(1...1000)
            try expect(await read("SELECT value FROM vanishing WHERE id = \(id)").decode(Int.self).first, id * 7)
        case .division:
            _ = try await read("SELECT \(nonce)::bigint / \(0)::bigint")
            try fail()
        case .missingTable:
            _ = try await read("SELECT \(nonce)::bigint FROM missing_\(unescaped: "\(variant)")")
            try fail()
        default:
            let seconds = Double(numbers.number(0...300)) / 1000
            let rows = try await read("SELECT \(nonce)::bigint FROM pg_sleep(\(seconds))")
            try expect(rows.decode(Int.self).first, nonce)
        }
    }

    private func text(_ text: String) async throws {
        try expect(await read("SELECT \(text)::text").decode(String.self).first, text)
    }

    private func read(_ query: Query) async throws -> Rows { try await database.read(query, deadline: deadline) }
}
