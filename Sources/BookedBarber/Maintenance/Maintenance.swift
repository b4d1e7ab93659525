public import Foundation
public import Logging
import Postgres
public import PostgresDatabase
public import ServiceLifecycle

/// What has to be done at start and every few hours: months ahead are made, what has run out is removed.
///
/// As a service it runs ``run(at:)`` every `interval`; a run that fails is logged and tried again after a minute.
/// Several programs on one database may all run it.
public struct Maintenance: Service {
    /// Rows that one statement removes at most, so that no lock is held for long.
    static let batchSize = 5000

    private let database: Database
    private let logger: Logger
    private let interval: Duration

    public init(database: Database, logger: Logger, interval: Duration = .seconds(6 * 3600)) {
        self.database = database
        self.logger = logger
        self.interval = interval
    }

    /// What one run has done.
    public struct Report: Hashable, Sendable {
        public var partitions: [String] = []
        public var sessions = 0
        public var idempotencyKeys = 0
        public var reservations = 0
    }

    /// Does everything once.
    @discardableResult
    public func run(at now: Date) async throws -> Report {
        var report = Report()
        report.partitions = try await PartitionMaintenance(database: database).ensureAhead(at: now)
        report.sessions = try await remove(Self.expiredSessions(at: now))
        report.idempotencyKeys = try await remove(Self.expiredKeys(at: now))
        report.reservations = try await remove(Self.pastReservations(at: now))
        return report
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = interval
                do {
                    let report = try await run(at: Date())
                    logger.info("maintenance done", metadata: ["report": "\(report)"])
                } catch {
                    if Task.isCancelled { return }
                    logger.error("maintenance failed, will try again in a minute", metadata: ["error": "\(error)"])
                    pause = min(interval, .seconds(60))
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Runs a statement that removes up to ``batchSize`` rows until nothing is left to remove.
    private func remove(_ query: Query) async throws -> Int {
        var total = 0
        while true {
            let removed = try await database.write(query).affectedRows
            total += removed
            if removed < Self.batchSize { return total }
        }
    }
}

// The outer condition is checked again on a row that was changed meanwhile (a key claimed anew, an appointment moved).
extension Maintenance {
    private static func expiredSessions(at now: Date) -> Query {
        .named(
            "remove expired sessions",
            """
            DELETE FROM sessions
            WHERE expires_at <= \(now)
              AND token_hash IN (
                SELECT s.token_hash
                FROM sessions s
                WHERE s.expires_at <= \(now)
                LIMIT \(batchSize)
            )
            """)
    }

    private static func expiredKeys(at now: Date) -> Query {
        .named(
            "remove expired idempotency keys",
            """
            DELETE FROM idempotency_keys
            WHERE expires_at <= \(now)
              AND (scope, key) IN (
                SELECT k.scope, k.key
                FROM idempotency_keys k
                WHERE k.expires_at <= \(now)
                LIMIT \(batchSize)
            )
            """)
    }

    /// An hour's grace, for clocks that differ.
    private static func pastReservations(at now: Date) -> Query {
        .named(
            "remove past reservations",
            """
            DELETE FROM appointment_reservations
            WHERE upper(during) <= \(now.addingTimeInterval(-3600))
              AND appointment_id IN (
                SELECT r.appointment_id
                FROM appointment_reservations r
                WHERE upper(r.during) <= \(now.addingTimeInterval(-3600))
                LIMIT \(batchSize)
            )
            """)
    }
}
