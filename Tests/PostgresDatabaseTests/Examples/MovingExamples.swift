import Logging
import Postgres
import PostgresDatabase

/// The examples in the guides for those who come from another library: `ExamplesInDocumentsTests` looks for them here.
enum MovingExamples {
    typealias Barber = ConnectionExamples.Barber
    typealias EmailIsTaken = ConnectionExamples.EmailIsTaken

    static func makingOne(logger: Logger) throws -> Database {
        let configuration = try DatabaseConfiguration(
            url: "postgres://barber:secret@db.example.com/shop?sslmode=verify-full",
            pool: PoolConfiguration(size: 20, maxOverflow: 0))
        let database = Database(configuration: configuration, logger: logger)
        return database
    }

    static func makingAnother(url: String, logger: Logger) throws -> Database {
        var pool = PoolConfiguration(size: 50, maxOverflow: 20)
        pool.acquireTimeout = .seconds(30)
        pool.recycle = .seconds(3600)
        pool.prePing = true
        var connection = try ConnectionConfiguration(url: url)
        connection.applicationName = "shop"
        connection.statementTimeout = .seconds(30)
        let database = Database(
            configuration: try DatabaseConfiguration(connection: connection, pool: pool), logger: logger)
        return database
    }

    static func reading(_ database: Database, shop: Int) async throws {
        let rows = try await database.read("SELECT id, name FROM barbers WHERE shop = \(shop)")
        for (id, name) in try rows.decode(Int.self, String.self) { print(id, name) }
    }

    static func readingValues(_ database: Database, shop: Int) async throws -> [Barber] {
        let rows = try await database.read("SELECT id, name FROM barbers WHERE shop = \(shop)")
        let barbers = try rows.decode(Barber.self)
        return barbers
    }

    static func streaming(_ database: Database) async throws {
        try await database.withConnection { connection in
            try await connection.stream("SELECT id, total FROM payments") { rows in
                for try await row in rows { print(try row.decode(Int.self, named: "total")) }
            }
        }
    }

    static func transferring(_ database: Database, amount: Int, from: Int, to: Int) async throws {
        try await database.transaction { transaction in
            try await transaction.query("UPDATE accounts SET balance = balance - \(amount) WHERE id = \(from)")
            try await transaction.query("UPDATE accounts SET balance = balance + \(amount) WHERE id = \(to)")
        }
    }

    static func signingUp(_ database: Database, email: String, code: String) async throws {
        try await database.transaction { transaction in
            try await transaction.query("INSERT INTO users (email) VALUES (\(email))")
            try await transaction.savepoint { transaction in
                _ = try await transaction.query("INSERT INTO coupons (code) VALUES (\(code))")
            }
        }
    }

    static func inserting(_ database: Database, email: String) async throws {
        do {
            try await database.write("INSERT INTO users (email) VALUES (\(email))")
        } catch {
            guard error.sqlState == .uniqueViolation else { throw error }
            throw EmailIsTaken()
        }
    }
}
