import Foundation
import Postgres

extension Collector {
    /// Which server it is, since when, and since when its statistics count.
    static let identity = Collector("identity", isVital: true, sampleIdentity)

    private static func sampleIdentity(_ sample: inout RawSample, _ connection: Connection) async throws {
        let rows = try await connection.query(
            """
            SELECT current_database()::text,
                   current_setting('server_version'),
                   pg_postmaster_start_time(),
                   pg_is_in_recovery(),
                   current_setting('max_connections')::int
                       - current_setting('superuser_reserved_connections')::int,
                   (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database())
            """
        ).decode(String.self, String.self, Date.self, Bool.self, Int.self, Date?.self)
        guard let (database, version, startedAt, isInRecovery, limit, reset) = rows.first else { return }
        let control = try? await controlData(connection)
        sample.identity = ServerIdentity(
            systemIdentifier: control?.system, timeline: control?.timeline, startedAt: startedAt,
            statisticsReset: reset,
            statementsReset: nil, isInRecovery: isInRecovery, database: database)
        sample.server = ServerFacts(
            version: String(version.prefix { $0 != " " }), database: database, startedAt: startedAt,
            isInRecovery: isInRecovery, systemIdentifier: control?.system, timeline: control?.timeline,
            connectionLimit: limit)
        sample.add(.connectionMax, value: limit)
        sample.add(.isInRecovery, value: isInRecovery ? 1 : 0)
        sample.add(.uptime, value: sample.time.timeIntervalSince(startedAt))
    }

    private static func controlData(_ connection: Connection) async throws -> (system: String, timeline: Int)? {
        let rows = try await connection.query(
            """
            SELECT system_identifier::text, timeline_id::int
            FROM pg_control_system(), pg_control_checkpoint()
            """
        ).decode(String.self, Int.self)
        return rows.first.map { ($0, $1) }
    }
}
