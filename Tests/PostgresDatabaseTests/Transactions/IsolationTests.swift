import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// The closures of an actor's calls may work with what the actor protects.
@Suite struct IsolationTests {
    actor Ledger {
        private var balance = 0
        private let database: Database

        init(_ database: Database) { self.database = database }

        func add(_ amount: Int) async throws -> Int {
            try await database.transaction { transaction in
                let rows = try await transaction.query("SELECT \(amount) + 0")
                balance += try rows.decode(Int.self)[0]
            }
            try await database.read { _ in balance += 1 }
            try await database.withConnection { _ in balance += 1 }
            return balance
        }
    }

    @Test func anActorMayUseItsStateInAClosure() async throws {
        try await PoolFixture.withDatabase("actor", size: 1) { database in
            let found = try await Ledger(database).add(40)
            #expect(found == 42)
        }
    }
}
