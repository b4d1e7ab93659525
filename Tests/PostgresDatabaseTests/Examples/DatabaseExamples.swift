import Logging
import Postgres
import PostgresDatabase

/// The examples in the documentation of `PostgresDatabase`: `ExamplesInDocumentsTests` looks for them here.
enum DatabaseExamples {
    static func using(
        url: String, logger: Logger, barber: Int, name: String, id: Int, amount: Int, from: Int, to: Int
    ) async throws -> (Database, Rows) {
        let database = Database(configuration: try DatabaseConfiguration(url: url), logger: logger)

        let rows = try await database.read("SELECT id, starts_at FROM appointments WHERE barber_id = \(barber)")
        try await database.write("UPDATE users SET full_name = \(name) WHERE id = \(id)")
        try await database.transaction(isolation: .serializable, retries: 3) { transaction in
            try await transaction.query("UPDATE accounts SET balance = balance - \(amount) WHERE id = \(from)")
            try await transaction.query("UPDATE accounts SET balance = balance + \(amount) WHERE id = \(to)")
        }
        return (database, rows)
    }

    static func reading(_ ids: [Int], from database: Database) async throws {
        try await withTaskExecutorPreference(database.executor) {
            for id in ids { _ = try await database.read("SELECT name FROM users WHERE id = \(id)") }
        }
    }

    static func configuring() throws -> DatabaseConfiguration {
        var pool = PoolConfiguration(size: 20, maxOverflow: 5)
        pool.acquireTimeout = .seconds(5)
        let configuration = try DatabaseConfiguration(url: "postgres://barber@localhost/shop", pool: pool)
        return configuration
    }

    static func choosingLanes(url: String) throws -> [DatabaseConfiguration] {
        var lanes = LaneConfiguration()
        lanes.maximum = 4
        let configuration = try DatabaseConfiguration(url: url, lanes: lanes)
        let behindPgBouncer = try DatabaseConfiguration(url: url, lanes: .off)
        return [configuration, behindPgBouncer]
    }

    static func listening(_ configuration: DatabaseConfiguration, _ logger: Logger) -> Database {
        struct Roles: ConnectionListener {
            func connected(_ connection: Connection) async throws {
                try await connection.query("SET work_mem = '64MB'")
            }
        }
        let database = Database(configuration: configuration, logger: logger, listeners: [Roles()])
        return database
    }

    static func pages(_ database: Database, shop: Int) async throws -> (Rows, Rows) {
        let page = try await database.read { transaction in
            let total = try await transaction.query("SELECT count(*) FROM payments WHERE shop = \(shop)")
            let rows = try await transaction.query("SELECT id, total FROM payments WHERE shop = \(shop) LIMIT 50")
            return (total, rows)
        }
        return page
    }

    static func redeeming(_ transaction: Transaction, code: String) async throws {
        _ = try? await transaction.savepoint { transaction in
            try await transaction.query("INSERT INTO coupons (code) VALUES (\(code))")
        }
    }

    static func paying(_ database: Database, payment: Int, total: Int, account: Int) async throws {
        func pay() async throws {
            try await database.transaction { transaction in
                try await transaction.query("INSERT INTO payments (id, total) VALUES (\(payment), \(total))")
                try await transaction.query("UPDATE accounts SET balance = balance - \(total) WHERE id = \(account)")
            }
        }
        do {
            try await pay()
        } catch let error as PostgresError where error.code == .commitOutcomeUnknown {
            do {
                try await pay()
            } catch let error as PostgresError where error.sqlState == .uniqueViolation {
                // The first attempt was committed.
            }
        }
    }

    static func sizing(url: String) throws -> DatabaseConfiguration {
        var pool = PoolConfiguration(size: 8, maxOverflow: 8)
        pool.acquireTimeout = .seconds(5)
        let configuration = try DatabaseConfiguration(url: url, pool: pool)
        return configuration
    }

    static func watching(_ database: Database) -> [Duration] {
        let statistics = database.statistics.pool
        print(statistics)  // 3 leased, 5 idle, 0 connecting, 0 waiting of 8+8; 512 leases, 12 had to wait, …
        let meanWait = statistics.waits == 0 ? .zero : statistics.waitTime / statistics.waits
        let meanUse = statistics.leases == 0 ? .zero : statistics.useTime / statistics.leases
        return [meanWait, meanUse]
    }
}
