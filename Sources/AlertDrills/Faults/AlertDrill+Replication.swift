import DatabaseMonitoring
import LocalServers
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let replicationLag = AlertDrill(
        "replication_lag", "Pauses the replay of a replica of its own, while the primary goes on writing.",
        setting: DrillSetting(postgres: DrillSetting.replicating, terms: { ($0.limit, $0.clearLimit) = (1, 0.5) })
    ) { stage in
        try await pausedReplay(stage) {
            try await stage.fires()
            try await stage.getsWorse()
        }
    }

    static let replicationLagSize = AlertDrill(
        "replication_lag_size", "Pauses the replay of a replica of its own, while the primary writes megabytes.",
        setting: DrillSetting(
            postgres: DrillSetting.replicating, terms: { ($0.limit, $0.clearLimit) = (1_000_000, 500_000) })
    ) { stage in
        try await pausedReplay(stage) {
            try await stage.writeLog(megabytes: 2)
            try await stage.fires()
            try await stage.writeLog(megabytes: 4)
            try await stage.getsWorse()
        }
    }

    /// With a small write ten times a second.
    private static func pausedReplay(_ stage: DrillStage, _ body: () async throws -> Void) async throws {
        try await stage.database.write("CREATE TABLE entries (note text)")
        let writes: @Sendable () async throws -> Void = {
            try await stage.withSession("drill_writer") { connection in
                while !Task.isCancelled {
                    try await connection.query("INSERT INTO entries VALUES ('drill')")
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
        }
        try await stage.withReplica { replica in
            try await stage.whileRunning([writes]) {
                try await stage.withSession("drill", url: replica.adminURL()) { admin in
                    try await stage.fault("the replica pauses its replay") {
                        try await admin.query("SELECT pg_wal_replay_pause()")
                        try await body()
                        try await admin.query("SELECT pg_wal_replay_resume()")
                    }
                }
            }
        }
    }
}

extension DrillStage {
    /// Runs a streaming replica of the server while `body` runs.
    func withReplica(_ body: (LocalPostgres) async throws -> Void) async throws {
        let settings = DrillSetting.usual.merging(DrillSetting.replicating) { $1 }
            // It says how far it is once a second.
            .merging(["wal_receiver_status_interval": "1s"]) { $1 }
        let replica = try await LocalPostgres.startReplica(
            of: server, .init(directory: "\(folder.path)/replica", settings: settings, durable: false), logger: logger)
        do {
            try await wait(for: "The replica was not streaming") {
                let rows = try? await database.read(
                    "SELECT count(*)::int FROM pg_stat_replication WHERE state = 'streaming'")
                return (try? rows?.decode(Int.self).first).map { $0 > 0 } ?? false
            }
            try await body(replica)
        } catch {
            try? await replica.stop(.immediate)
            throw error
        }
        try await replica.stop(.immediate)
    }

    /// Writes about as much of write-ahead log, into the table `entries`.
    func writeLog(megabytes: Int) async throws {
        try await database.write(
            "INSERT INTO entries SELECT repeat('x', 1000) FROM generate_series(1, \(megabytes * 1000))")
    }
}
