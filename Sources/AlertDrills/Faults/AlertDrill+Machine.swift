import DatabaseMonitoring
import LocalServers

extension AlertDrill {
    static let diskSpace = AlertDrill(
        "disk_space", "Writes a file that takes at most half of what is free, and at most 256 MB; in memory on Linux.",
        setting: try setting(for: DrillFile.plan())
    ) { stage in
        let file = try DrillFile.plan()
        defer { file.remove() }
        try await stage.fault("a file fills the disk") {
            try file.write(0.7)
            try await stage.fires()
            try file.write(0.3)
            try await stage.getsWorse()
            file.remove()
        }
    }

    private static func setting(for file: DrillFile) -> DrillSetting {
        DrillSetting(
            disks: ["drill": file.folder],
            terms: { terms in
                terms.limit = file.freePercent(afterWriting: 0.5)
                terms.clearLimit = file.freePercent(afterWriting: 0.25)
                terms.criticalLimit = file.freePercent(afterWriting: 0.9)
            })
    }

    static let monitorBlind = AlertDrill(
        "monitor_blind", "Kills its PostgreSQL, and starts it again."
    ) { stage in
        try await stage.fault("PostgreSQL is killed") {
            try await stage.server.kill()
            try await stage.fires()
            try await stage.server.restart()
        }
    }

    static let history = AlertDrill(
        "history", "Forbids the history's file to grow: SQLite says that the disk is full."
    ) { stage in
        try await stage.fault("the history can't be written") {
            try await stage.monitor.restrictHistory()
            try await stage.fires()
            try await stage.monitor.liftHistoryRestriction()
        }
    }
}
