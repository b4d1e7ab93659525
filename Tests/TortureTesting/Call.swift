import Foundation
import Postgres
import PostgresDatabase
import TestServers

/// One operation, with the answer that only it expects.
struct Call: Sendable {
    let kind: Operation
    let deadline: Duration?
    let numbers: SeededNumbers
    let database: Database
    let ledger: Ledger

    /// Why it didn't give what it should.
    func failure() async -> (any Error)? {
        var numbers = numbers
        do {
            try await perform(&numbers)
            return nil
        } catch { return error }
    }

    private func perform(_ numbers: inout SeededNumbers) async throws {
        switch kind {
        case .number, .text, .longText, .list, .lookup, .changingTable, .vanishingTable, .division, .missingTable,
            .slowRead:
            try await read(&numbers)
        case .leasedRead, .snapshot, .stream, .copyOut, .untidyLease, .tidyCheck: try await lease(&numbers)
        case .write, .transaction, .abandonedTransaction, .transfer, .copyIn: try await write(&numbers)
        }
    }

    func expect<Value: Equatable>(_ found: Value?, _ wanted: Value) throws {
        guard found != wanted else { return }
        let (found, wanted) = (String("\(found as Any)".prefix(60)), String("\(wanted)".prefix(60)))
        throw Judgement.WrongAnswer(text: "wanted \(wanted), got \(found)")
    }

    func fail() throws { throw Judgement.WrongAnswer(text: "it should have failed") }
}
