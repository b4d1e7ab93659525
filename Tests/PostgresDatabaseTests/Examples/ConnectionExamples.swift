import Logging
import Postgres

/// The examples in the documentation of `Postgres`: `ExamplesInDocumentsTests` looks for them here.
enum ConnectionExamples {
    static func connecting(shop: Int) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(url: "postgres://localhost/shop"))
        let rows = try await connection.query("SELECT id, name FROM barbers WHERE shop = \(shop)")
        for (id, name) in try rows.decode(Int.self, String.self) { print(id, name) }
        await connection.close()
    }

    static func configuring() throws -> ConnectionConfiguration {
        var configuration = try ConnectionConfiguration(url: "postgres://barber:secret@db.example.com/shop")
        configuration.statementTimeout = .seconds(10)
        return configuration
    }

    static func asking(email: String, age: Int) {
        let query: Query = "SELECT id FROM users WHERE email = \(email) AND age > \(age)"
        print(query.sql)  // SELECT id FROM users WHERE email = $1 AND age > $2
    }

    struct EmailIsTaken: Error {}

    static func inserting(email: String, _ connection: Connection) async throws {
        do {
            try await connection.query("INSERT INTO users (email) VALUES (\(email))")
        } catch {
            guard error.sqlState == .uniqueViolation else { throw error }
            throw EmailIsTaken()
        }
    }

    struct Barber: RowDecodable {
        let id: Int
        let name: String
        init(row: Row) throws {
            id = try row.decode(named: "id")
            name = try row.decode(named: "name")
        }
    }

    static func decoding(_ rows: Rows) throws -> [Barber] {
        for (id, name) in try rows.decode(Int.self, String.self) { print(id, name) }
        let barbers = try rows.decode(Barber.self)  // RowDecodable
        return barbers
    }

    enum Status: String, PostgresEnum { case pending, confirmed, cancelled }

    struct Settings: Codable, Equatable { var theme: String }

    static func keeping(settings: Settings, _ connection: Connection, _ row: Row) async throws -> Settings {
        try await connection.query("INSERT INTO settings (value) VALUES (\(JSON(settings)))")
        let stored = try row.decode(JSON<Settings>.self, named: "value").value
        return stored
    }

    static func adding(_ connection: Connection) async throws -> Int {
        let sum = try await connection.stream("SELECT id, total FROM payments") { rows in
            var sum = 0
            for try await row in rows { sum += try row.decode(Int.self, named: "total") }
            return sum
        }
        return sum
    }

    static func loading(services: [(id: Int, name: String)], _ connection: Connection) async throws -> Int {
        let rows = try await connection.copyIn(table: "services", columns: ["id", "name"]) { writer in
            for service in services { try await writer.write(row: service.id, service.name) }
        }
        return rows
    }

    static func measuring(_ request: String, _ handle: (String) async throws -> Void) async throws {
        let activity = DatabaseActivity()
        try await DatabaseActivity.$current.withValue(activity) { try await handle(request) }
        print(activity.snapshot.inDatabase)
    }
}
