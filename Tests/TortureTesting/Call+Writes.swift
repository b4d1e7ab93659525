import Postgres
import PostgresDatabase
import TestServers

extension Call {
    /// Each notes what it knows of its rows when it ends.
    func write(_ numbers: inout SeededNumbers) async throws {
        switch kind {
        case .write:
            let id = ledger.newID()
            try await noting([id], Judgement.outcome(ofWrite:)) {
                try await database.write("INSERT INTO ledger (id) VALUES (\(id))", deadline: deadline)
            }
        case .copyIn:
            let ids = (0..<numbers.number(1...200)).map { _ in ledger.newID() }
            try await noting(ids, Judgement.outcome(ofWrite:)) {
                let count = try await database.withConnection { connection in
                    try await connection.copyIn(table: "ledger", columns: ["id"]) { writer in
                        for id in ids { try await writer.write(row: id) }
                    }
                }
                try expect(count, ids.count)
            }
        case .transfer: try await transfer(&numbers)
        default:
            let ids = (0..<numbers.number(1...5)).map { _ in ledger.newID() }
            let isAbandoned = kind == .abandonedTransaction
            try await noting(ids, Judgement.outcome(ofTransaction:)) {
                try await database.transaction { transaction in
                    for id in ids { try await transaction.query("INSERT INTO ledger (id) VALUES (\(id))") }
                    if isAbandoned { throw Judgement.Abandoned() }
                }
            }
        }
    }

    private func transfer(_ numbers: inout SeededNumbers) async throws {
        let id = ledger.newID()
        let (from, to) = (numbers.number(Stage.accounts), numbers.number(Stage.accounts))
        let amount = numbers.number(1...50)
        try await noting([id], Judgement.outcome(ofTransaction:)) {
            try await database.transaction(isolation: .serializable, retries: 5) { transaction in
                try await transaction.query("UPDATE accounts SET balance = balance - \(amount) WHERE id = \(from)")
                try await transaction.query("UPDATE accounts SET balance = balance + \(amount) WHERE id = \(to)")
                try await transaction.query("INSERT INTO ledger (id) VALUES (\(id))")
            }
        }
    }

    private func noting(
        _ ids: [Int], _ judge: (any Error) -> Ledger.Outcome, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
            ledger.note(ids, .written)
        } catch {
            ledger.note(ids, judge(error))
            throw error
        }
    }
}
