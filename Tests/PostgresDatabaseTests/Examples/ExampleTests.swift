import Postgres
import PostgresDatabase
import TestServers
import Testing

/// The examples of the documentation, executed.
@Suite struct ExampleTests {
    private func withShop<R>(_ body: (Database) async throws -> R) async throws -> R {
        try await PoolFixture.withDatabase("examples", lanes: LaneConfiguration(maximum: 1)) { database in
            try await database.withConnection { connection in
                try await connection.execute(
                    script: """
                        CREATE TABLE barbers (id bigint PRIMARY KEY, name text NOT NULL, shop bigint NOT NULL);
                        CREATE TABLE users (id bigserial PRIMARY KEY, email text UNIQUE, full_name text);
                        CREATE TABLE appointments (id bigint, starts_at timestamptz, barber_id bigint);
                        CREATE TABLE accounts (id bigint PRIMARY KEY, balance bigint NOT NULL);
                        CREATE TABLE payments (id bigint PRIMARY KEY, total bigint, shop bigint);
                        CREATE TABLE services (id bigint, name text);
                        CREATE TABLE coupons (code text PRIMARY KEY);
                        CREATE TABLE settings (value jsonb);
                        INSERT INTO barbers VALUES (1, 'Ada', 7), (2, 'Grace', 7);
                        INSERT INTO accounts VALUES (1, 100), (2, 0);
                        INSERT INTO payments VALUES (1, 20, 7), (2, 22, 7)
                        """)
            }
            return try await body(database)
        }
    }

    private func balances(_ database: Database) async throws -> [Int] {
        try await database.read("SELECT balance FROM accounts ORDER BY id").decode(Int.self)
    }

    @Test func thoseOfAConnection() async throws {
        try await withShop { database in
            try await database.withConnection { connection in
                let rows = try await connection.query("SELECT id, name FROM barbers ORDER BY id")
                #expect(try ConnectionExamples.decoding(rows).map(\.name) == ["Ada", "Grace"])
                let sum = try await ConnectionExamples.adding(connection)
                #expect(sum == 42)
                let loaded = try await ConnectionExamples.loading(services: [(1, "Cut"), (2, "Shave")], connection)
                #expect(loaded == 2)
                try await ConnectionExamples.inserting(email: "ada@example.com", connection)
                await #expect(throws: ConnectionExamples.EmailIsTaken.self) {
                    try await ConnectionExamples.inserting(email: "ada@example.com", connection)
                }
                let rowsOfOne = try await connection.query("SELECT '{\"theme\": \"dark\"}'::jsonb AS value")
                let row = try #require(rowsOfOne.first)
                let settings = ConnectionExamples.Settings(theme: "dark")
                let stored = try await ConnectionExamples.keeping(settings: settings, connection, row)
                #expect(stored == settings)
            }
            try await ConnectionExamples.measuring("SELECT 1") { sql in
                _ = try await database.read(Query(unsafeSQL: sql))
            }
            ConnectionExamples.asking(email: "ada@example.com", age: 30)
            #expect(try ConnectionExamples.configuring().statementTimeout == .seconds(10))
        }
    }

    @Test func thoseOfADatabase() async throws {
        try await withShop { database in
            let (total, rows) = try await DatabaseExamples.pages(database, shop: 7)
            #expect(try total.decode(Int.self) == [2])
            #expect(rows.count == 2)
            try await database.transaction { transaction in
                try await DatabaseExamples.redeeming(transaction, code: "SPRING")
                try await DatabaseExamples.redeeming(transaction, code: "SPRING")
            }
            let coupons = try await database.read("SELECT code FROM coupons").decode(String.self)
            #expect(coupons == ["SPRING"])
            try await DatabaseExamples.paying(database, payment: 3, total: 30, account: 1)
            let left = try await balances(database)
            #expect(left == [70, 0])
            #expect(DatabaseExamples.watching(database).count == 2)
        }
    }

    @Test func thoseThatMakeADatabase() async throws {
        try await withShop { database in
            let name = try await database.read("SELECT current_database()::text").decode(String.self)[0]
            let url = try await TestServers.postgres().url(database: name)
            let (made, rows) = try await DatabaseExamples.using(
                url: url, logger: PoolFixture.logger, barber: 1, name: "Ada", id: 1, amount: 40, from: 1, to: 2)
            await made.shutdown()
            #expect(rows.isEmpty)
            let after = try await balances(database)
            #expect(after == [60, 40])

            let listening = DatabaseExamples.listening(try DatabaseConfiguration(url: url), PoolFixture.logger)
            let memory = try await listening.write("SHOW work_mem").decode(String.self)
            await listening.shutdown()
            #expect(memory == ["64MB"])
            let moved = try MovingExamples.makingAnother(url: url, logger: PoolFixture.logger)
            let program = try await moved.write("SHOW application_name").decode(String.self)
            await moved.shutdown()
            #expect(program == ["shop"])
            #expect(try DatabaseExamples.choosingLanes(url: url).map(\.lanes.maximum) == [4, 0])
            #expect(try DatabaseExamples.sizing(url: url).pool.size == 8)
            #expect(try DatabaseExamples.configuring().pool.maxOverflow == 5)
            #expect(try MovingExamples.makingOne(logger: PoolFixture.logger).statistics.pool.size == 20)
        }
    }

    @Test func thoseForWhoeverMoves() async throws {
        try await withShop { database in
            try await MovingExamples.reading(database, shop: 7)
            let barbers = try await MovingExamples.readingValues(database, shop: 7)
            #expect(Set(barbers.map(\.name)) == ["Ada", "Grace"])
            try await MovingExamples.streaming(database)
            try await MovingExamples.transferring(database, amount: 25, from: 1, to: 2)
            let after = try await balances(database)
            #expect(after == [75, 25])
            try await MovingExamples.signingUp(database, email: "grace@example.com", code: "SUMMER")
            await #expect(throws: MovingExamples.EmailIsTaken.self) {
                try await MovingExamples.inserting(database, email: "grace@example.com")
            }
        }
    }
}
