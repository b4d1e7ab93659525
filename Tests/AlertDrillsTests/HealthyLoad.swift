import DatabaseMonitoring
import Foundation
import LocalServers
import Logging
import Metrics
import Postgres
import PostgresDatabase
import QueryCaching

/// A program that is busy, and well: reads, writes, a few failures, a cache that hits.
struct HealthyLoad: Sendable {
    let database: Database
    let cache: QueryCache
    let registry: MetricsRegistry

    private static let kind = CacheKind<Int>("bookings", policy: CachePolicy(timeToLive: .seconds(3600)))
    private static let rows = 20_000

    func prepare() async throws {
        try await database.write(
            """
            CREATE TABLE bookings AS
            SELECT id, repeat('x', 200) AS note, 0 AS changes FROM generate_series(1, \(Self.rows)) AS id
            """)
        try await database.write("ALTER TABLE bookings ADD PRIMARY KEY (id)")
        try await database.write("VACUUM ANALYZE bookings")
        for number in 0..<100 { try await look(number) }
    }

    /// Until it is cancelled.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 { group.addTask { try await read(number) } }
            for number in 0..<2 { group.addTask { try await write(number) } }
            group.addTask { try await serve() }
            try await group.waitForAll()
        }
    }

    private func read(_ reader: Int) async throws {
        var number = reader * 1009
        while !Task.isCancelled {
            for _ in 0..<10 {
                number = (number &* 31 &+ 17) % Self.rows
                _ = try await database.read("SELECT note FROM bookings WHERE id = \(number)")
            }
            _ = try await database.read("SELECT sum(changes)::int FROM bookings WHERE id <= 10000")
            // Here and below: the pause is the load's pace, which no result waits for.
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// One in a hundred is refused by the primary key, and rolled back.
    private func write(_ writer: Int) async throws {
        var turn = 0
        while !Task.isCancelled {
            turn += 1
            let row = 1 + (turn * 7 + writer * 10_000) % Self.rows
            _ = try await database.transaction { transaction in
                try await transaction.query("UPDATE bookings SET changes = changes + 1 WHERE id = \(row)")
            }
            if turn % 100 == 0 { _ = try? await database.write("INSERT INTO bookings VALUES (1, 'twice', 0)") }
            try await Task.sleep(for: .milliseconds(4))
        }
    }

    /// Requests, of which nine of ten are answered from the cache, and one of two hundred fails.
    private func serve() async throws {
        let (good, bad) = (timer(200), timer(500))
        var turn = 0
        while !Task.isCancelled {
            for number in 0..<20 {
                turn += 1
                try await look(number < 2 ? 100 + turn : number)
                (turn % 200 == 0 ? bad : good).recordMilliseconds(3)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func look(_ number: Int) async throws {
        _ = try await cache.value(Self.kind, key: CacheKey(number), tags: [CacheTag("booking", number)]) { number }
    }

    private func timer(_ status: Int) -> Timer {
        Timer(
            label: "http.server.request.duration",
            dimensions: [
                ("http.request.method", "GET"), ("http.route", "/v1/bookings/{id}"),
                ("http.response.status_code", "\(status)"),
            ], preferredDisplayUnit: .seconds, factory: registry)
    }
}
