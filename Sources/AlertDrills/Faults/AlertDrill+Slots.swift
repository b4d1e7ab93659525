import DatabaseMonitoring
import LocalServers
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let retainedWAL = AlertDrill(
        "retained_wal", "Writes megabytes, while a replication slot that nobody reads keeps the log of them.",
        setting: DrillSetting(
            postgres: DrillSetting.replicating,
            terms: { ($0.limit, $0.clearLimit, $0.criticalLimit) = (2_000_000, 1_600_000, 20_000_000) })
    ) { stage in
        try await stage.database.write("CREATE TABLE entries (note text)")
        try await stage.withSession("drill", url: stage.server.adminURL()) { admin in
            try await stage.fault("a slot is made that nobody reads, and 3 MB are written") {
                try await admin.query("SELECT pg_create_physical_replication_slot('drill', true)")
                try await stage.writeLog(megabytes: 3)
                try await stage.fires()
                try await stage.writeLog(megabytes: 4)
                try await stage.getsWorse()
                try await admin.query("SELECT pg_drop_replication_slot('drill')")
            }
        }
    }

    private static let smallLog = [
        "max_slot_wal_keep_size": "1MB", "min_wal_size": "32MB", "max_wal_size": "64MB",
    ]

    static let slotLost = AlertDrill(
        "replication_slot_lost", "Lets a slot fall further behind than max_slot_wal_keep_size allows.",
        setting: DrillSetting(postgres: DrillSetting.replicating.merging(smallLog) { $1 })
    ) { stage in
        try await stage.database.write("CREATE TABLE entries (note text)")
        try await stage.withSession("drill", url: stage.server.adminURL()) { admin in
            try await stage.fault("a slot is made, and the log goes on by more than it may keep") {
                try await admin.query("SELECT pg_create_physical_replication_slot('drill', true)")
                for _ in 0..<3 {
                    try await stage.database.write("INSERT INTO entries VALUES ('drill')")
                    try await admin.query("SELECT pg_switch_wal()")
                }
                try await admin.query("CHECKPOINT")
                try await stage.fires()
                try await admin.query("SELECT pg_drop_replication_slot('drill')")
            }
        }
    }
}
